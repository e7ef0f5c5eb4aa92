/** Values as Node writes them, nearly. */
import {
  stringify,
  ownKeys,
  getPrototypeOf,
  getOwnPropertyDescriptor,
  isArray,
  is,
  slice,
  mapEach,
  setEach,
  dateTime,
  dateText,
  sourceOf,
  MapOf,
  SetOf,
  DateOf,
  ErrorOf,
  PromiseOf,
  RegExpOf,
  StringOf,
  TypedArray,
  min,
  max,
  floor,
} from './primordials.js';
import { classOf, nameOf } from './values.js';

const quote = (text) =>
  text.includes("'") && !text.includes('"')
    ? stringify(text)
    : `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t')}'`;
const keyText = (key) =>
  typeof key === 'symbol' ? `[${StringOf(key)}]` : /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key);

/** As Node writes values, nearly. */
export function inspect(value, depth = 0, above = []) {
  if (typeof value === 'string') return depth === 0 && above.length === 0 ? quote(value) : quote(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function')
    return /^class\b/.test(sourceOf(value))
      ? `[class ${nameOf(value) || '(anonymous)'}]`
      : `[Function${nameOf(value) ? `: ${nameOf(value)}` : ' (anonymous)'}]`;
  if (is(value, -0)) return '-0';
  if (typeof value !== 'object' || value === null) return StringOf(value);
  if (above.includes(value)) return '[Circular *1]';
  const kind = classOf(value);
  if (value instanceof ErrorOf && ownKeys(value).length <= 3) return `${value.name}: ${value.message}`;
  if (value instanceof DateOf) return dateTime(value) === dateTime(value) ? dateText(value) : 'Invalid Date';
  if (value instanceof RegExpOf) return `${value}`;
  if (value instanceof PromiseOf) return 'Promise { <pending> }';
  const next = [...above, value];
  const inner = (item) => inspect(item, depth + 1, next);
  const listed = isArray(value) || value instanceof TypedArray;
  if (depth > 2) return listed ? '[Array]' : `[${kind || 'Object'}]`;
  const parts = [];
  let opening = '{';
  let closing = '}';
  if (listed) {
    opening = isArray(value) ? '[' : `${kind}(${value.length}) [`;
    closing = ']';
    for (let at = 0; at < min(value.length, 100); at++)
      parts.push(at in value ? inner(value[at]) : '<1 empty item>');
    if (value.length > 100) parts.push(`... ${value.length - 100} more item${value.length > 101 ? 's' : ''}`);
  } else if (value instanceof MapOf) {
    opening = `Map(${value.size}) {`;
    mapEach(value, (item, key) => parts.push(`${inner(key)} => ${inner(item)}`));
  } else if (value instanceof SetOf) {
    opening = `Set(${value.size}) {`;
    setEach(value, (item) => parts.push(inner(item)));
  } else if (kind !== '') opening = `${kind} {`;
  else if (getPrototypeOf(value) === null) opening = '[Object: null prototype] {';
  if (!listed || isArray(value))
    for (const key of ownKeys(value)) {
      if (listed && (key === 'length' || /^\d+$/.test(StringOf(key)))) continue;
      const property = getOwnPropertyDescriptor(value, key);
      if (!property?.enumerable) continue;
      const text =
        'value' in property
          ? inner(property.value)
          : property.set
            ? property.get
              ? '[Getter/Setter]'
              : '[Setter]'
            : '[Getter]';
      parts.push(`${keyText(key)}: ${text}`);
    }
  if (parts.length === 0) return opening + closing;
  const line = `${opening} ${parts.join(', ')} ${closing}`;
  const short = parts.reduce((sum, part) => sum + part.length + 2, 0) + depth * 2 <= 72;
  if ((short || (listed && parts.length > 6 && line.length <= 76)) && !line.includes('\n')) return line;
  const indent = '  '.repeat(depth + 1);
  if (listed && parts.length > 6 && !line.includes('\n'))
    return grouped(opening, closing, parts, value, indent);
  return `${opening}\n${indent}${parts.join(`,\n${indent}`)}\n${'  '.repeat(depth)}${closing}`;
}

/** Long arrays in columns, as Node does. */
function grouped(opening, closing, parts, value, indent) {
  const widths = parts.map((part) => part.length + 2);
  const widest = max(...widths);
  if (widest > 6 + 15 * 2)
    return `${opening}\n${indent}${parts.join(`,\n${indent}`)}\n${slice(indent, 2)}${closing}`;
  const total = widths.reduce((sum, width) => sum + width, 0);
  const bias = max(widest - total / parts.length, 1);
  const columns = max(
    min(
      floor(Math.sqrt(2.5 * bias * parts.length) / bias),
      floor((80 - indent.length) / widest),
      4 * 2.5,
      15,
    ),
    1,
  );
  if (columns <= 1)
    return `${opening}\n${indent}${parts.join(`,\n${indent}`)}\n${slice(indent, 2)}${closing}`;
  const columnWidths = Array.from({ length: columns }, (_, column) => {
    let width = 0;
    for (let at = column; at < parts.length; at += columns) width = max(width, widths[at]);
    return width;
  });
  const numbers =
    isArray(value) && value.every((item) => typeof item === 'number' || typeof item === 'bigint');
  const rows = [];
  for (let from = 0; from < parts.length; from += columns) {
    const row = parts.slice(from, from + columns);
    const cells = row.map((part, at) => {
      const last = from + at === parts.length - 1;
      const text = last ? part : `${part}, `;
      if (numbers) return text.padStart(columnWidths[at] - (last ? 2 : 0));
      return at === row.length - 1 ? text.trimEnd() : text.padEnd(columnWidths[at]);
    });
    rows.push(cells.join('').trimEnd());
  }
  return `${opening}\n${indent}${rows.join(`\n${indent}`)}\n${slice(indent, 2)}${closing}`;
}

export function format(...args) {
  if (typeof args[0] === 'string' && args.length > 1) {
    const rest = args.slice(1);
    const text = args[0].replace(/%[sdifjoOc%]/g, (mark) => {
      if (mark === '%%') return '%';
      if (rest.length === 0) return mark;
      const value = rest.shift();
      if (mark === '%d') return typeof value === 'object' ? 'NaN' : `${Number(value)}`;
      if (mark === '%i') return `${parseInt(value, 10)}`;
      if (mark === '%f') return `${parseFloat(value)}`;
      if (mark === '%j') return stringify(value);
      if (mark === '%c') return '';
      if (mark === '%s') return typeof value === 'string' ? value : inspect(value, 1);
      return inspect(value);
    });
    return [text, ...rest.map((item) => (typeof item === 'string' ? item : inspect(item)))].join(' ');
  }
  return args.map((item) => (typeof item === 'string' ? item : inspect(item))).join(' ');
}
