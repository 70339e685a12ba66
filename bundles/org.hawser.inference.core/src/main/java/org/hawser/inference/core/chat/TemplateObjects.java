package org.hawser.inference.core.chat;

import com.hubspot.jinjava.el.JinjavaInterpreterResolver;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.util.ForLoop;
import java.beans.FeatureDescriptor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;

/// What templates may do with values: read entries of maps, lists and loops, and call the Python
/// methods chat templates use. Everything else is undefined; Java objects stay out of reach.
final class TemplateObjects extends ELResolver {
  private static final Pattern INDEX = Pattern.compile("-?\\d{1,9}");

  @Override
  public Object getValue(ELContext context, Object base, Object property) {
    if (base == null) {
      return null;
    }
    context.setPropertyResolved(true);
    return switch (base) {
      case Map<?, ?> map -> map.get(String.valueOf(property));
      case List<?> list -> element(list, property);
      case ForLoop loop -> loopProperty(loop, String.valueOf(property));
      default -> null;
    };
  }

  /// Indices may arrive as text; negative ones count from the end.
  private static Object element(List<?> list, Object property) {
    String index = String.valueOf(property);
    if (!INDEX.matcher(index).matches()) {
      return null;
    }
    int at = Integer.parseInt(index);
    at = at < 0 ? list.size() + at : at;
    return at >= 0 && at < list.size() ? list.get(at) : null;
  }

  private static Object loopProperty(ForLoop loop, String name) {
    return switch (name) {
      case "index" -> loop.getIndex();
      case "index0" -> loop.getIndex0();
      case "revindex" -> loop.getRevindex();
      case "revindex0" -> loop.getRevindex0();
      case "first" -> loop.isFirst();
      case "last" -> loop.isLast();
      case "length" -> loop.getLength();
      case "depth" -> loop.getDepth();
      case "depth0" -> loop.getDepth0();
      default -> null;
    };
  }

  @Override
  public Object invoke(
      ELContext context, Object base, Object method, Class<?>[] types, Object[] parameters) {
    context.setPropertyResolved(true);
    String name = String.valueOf(method);
    Object[] arguments = parameters == null ? new Object[0] : parameters;
    return switch (base) {
      case null -> throw undefined(name, "nothing");
      case CharSequence text -> PythonStrings.call(text.toString(), name, arguments);
      case Map<?, ?> map -> mapMethod(map, name, arguments);
      case List<?> list -> listMethod(list, name, arguments);
      case Filter filter -> library(context, filter, method, types, parameters);
      case ExpTest test -> library(context, test, method, types, parameters);
      default -> throw undefined(name, "this value");
    };
  }

  /// Filters and tests are objects to Jinjava as well; they are its own, and called as it does.
  private static Object library(
      ELContext context, Object base, Object method, Class<?>[] types, Object[] parameters) {
    return JinjavaInterpreterResolver.DEFAULT_RESOLVER_READ_ONLY.invoke(
        context, base, method, types, parameters);
  }

  private static Object mapMethod(Map<?, ?> map, String name, Object[] arguments) {
    return switch (name) {
      case "items" -> items(map);
      case "keys" -> new ArrayList<>(map.keySet());
      case "values" -> new ArrayList<>(map.values());
      case "get" -> {
        Object value = map.get(String.valueOf(arguments[0]));
        yield value == null && arguments.length > 1 ? arguments[1] : value;
      }
      default -> throw undefined(name, "a mapping");
    };
  }

  private static List<Object> items(Map<?, ?> map) {
    List<Object> items = new ArrayList<>(map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      List<Object> pair = new ArrayList<>(2);
      pair.add(entry.getKey());
      pair.add(entry.getValue());
      items.add(pair);
    }
    return items;
  }

  /// `append` is the one change templates make: to lists they build themselves.
  @SuppressWarnings("unchecked")
  private static Object listMethod(List<?> list, String name, Object[] arguments) {
    if (name.equals("append") && arguments.length == 1) {
      ((List<Object>) list).add(arguments[0]);
      return null;
    }
    throw undefined(name, "a list");
  }

  static ChatTemplateException undefined(String method, String what) {
    return new ChatTemplateException(
        "The model's chat template calls "
            + method
            + " on "
            + what
            + ", which is not supported: correct the template or use another model.");
  }

  @Override
  public void setValue(ELContext context, Object base, Object property, Object value) {
    throw new ChatTemplateException("A chat template cannot change values.");
  }

  @Override
  public boolean isReadOnly(ELContext context, Object base, Object property) {
    return true;
  }

  @Override
  public Class<?> getType(ELContext context, Object base, Object property) {
    return null;
  }

  @Override
  public Class<?> getCommonPropertyType(ELContext context, Object base) {
    return null;
  }

  @Override
  public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, Object base) {
    return null;
  }
}
