package org.hawser.tests.browser;

/** Measures the contrast of every visible text against what is painted behind it (WCAG 2.2). */
final class Contrast {
  static final String SCRIPT =
      """
      const parse = (c) => {
        const n = c.match(/[\\d.]+/g).map(Number);
        return { rgb: n.slice(0, 3), a: n.length > 3 ? n[3] : 1 };
      };
      const over = (top, under) => top.rgb.map((v, i) => v * top.a + under[i] * (1 - top.a));
      const luminance = (rgb) => {
        const [r, g, b] = rgb.map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const behind = (node) => {
        if (!node) return [255, 255, 255];
        const c = parse(getComputedStyle(node).backgroundColor);
        return c.a === 1 ? c.rgb : over(c, behind(node.parentElement));
      };
      const weak = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const text = walker.currentNode.textContent.trim();
        const node = walker.currentNode.parentElement;
        if (!text || !node.checkVisibility({ opacityProperty: true }) || node.closest('.hidden, .skip, :disabled, noscript, option, .text-layer')) continue;
        const background = behind(node);
        const style = getComputedStyle(node);
        const a = luminance(over(parse(style.color), background));
        const b = luminance(background);
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        const large = parseFloat(style.fontSize) >= 24 || parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700;
        if (ratio < (large ? 3 : 4.5)) weak.push(`${ratio.toFixed(2)} ${text.slice(0, 40)}`);
      }
      return weak;
      """;

  private Contrast() {}
}
