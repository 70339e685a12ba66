// What is said while a conversation has no turns.
import { byId, text } from '/dom.js';
import * as status from '/status.js';

export function start() {
  status.onChange(({ documents }) => {
    const none = documents === 0;
    byId('welcome-lead').textContent = text(none ? 'welcome.none.lead' : 'welcome.lead');
    byId('welcome-more').textContent = none ? text('welcome.none.more') : text('welcome.more', { n: documents });
    byId('welcome-choose').classList.toggle('outline', !none);
  });
}
