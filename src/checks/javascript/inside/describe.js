/** What a program exports, for those who call it. */
import { slice, sourceOf, ownKeys, getOwnPropertyDescriptor } from './primordials.js';

function parametersOf(callee) {
  const text = slice(sourceOf(callee), 0, 4000);
  const isClass = /^class\b/.test(text);
  const start = isClass ? text.search(/\bconstructor\s*\(/) : 0;
  if (start < 0) return [];
  const head = text.slice(start);
  const single = /^(?:async\s+)?([\w$]+)\s*=>/.exec(head);
  if (single) return [single[1]];
  const names = [];
  let depth = 0;
  let name = '';
  for (let at = head.indexOf('('); at >= 0 && at < head.length; at++) {
    const sign = head[at];
    if ('([{'.includes(sign)) {
      if (depth++ > 0) name += sign;
    } else if (')]}'.includes(sign)) {
      if (--depth === 0) break;
      name += sign;
    } else if (sign === ',' && depth === 1) {
      names.push(name);
      name = '';
    } else name += sign;
  }
  if (name.trim() !== '') names.push(name);
  return names.map((one) =>
    (/^\s*(\.{3}\s*[\w$]+|[\w$]+)/.exec(one)?.[1] ?? `{${names.indexOf(one)}}`).replace(/\s/g, ''),
  );
}

export function described(name, value) {
  if (typeof value !== 'function') return { name, kind: 'value' };
  const about = {
    name,
    kind: /^class\b/.test(sourceOf(value)) ? 'class' : 'function',
    arity: value.length,
    params: parametersOf(value),
  };
  const own = ownKeys(value.prototype ?? {}).filter(
    (key) => typeof key === 'string' && key !== 'constructor' && !key.startsWith('_'),
  );
  const methods = own.filter(
    (key) => typeof getOwnPropertyDescriptor(value.prototype, key).value === 'function',
  );
  if (about.kind === 'function' && methods.length > 0) about.kind = 'class';
  return about.kind === 'class' ? { ...about, methods } : about;
}
