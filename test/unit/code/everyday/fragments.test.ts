/** Fragments of styles, data and components, and whole files beside a selection. */
import { describe, expect, it } from 'vitest';
import { cart, css, java, json, md, tsx, vue, yaml } from './files';
import { at, check, F, R, type Case } from './playAnswer';

const cases: Case[] = [
  [
    'component with existing code comment in jsx',
    `${F}tsx\nexport const Counter: React.FC<Props> = ({ start }) => {\n  // ... existing code ...\n\n  return (\n    <div className="counter">\n      {/* ... */}\n      <button onClick={increment} title="more">+</button>\n    </div>\n  );\n};\n${F}`,
    at('src/Counter.tsx', tsx),
    {
      'src/Counter.tsx': R(
        tsx,
        '<button onClick={increment}>+',
        '<button onClick={increment} title="more">+',
      ),
    },
  ],
  [
    'css rule',
    `${F}css\n.button:hover {\n  color: green;\n}\n${F}`,
    at('s.css', css),
    { 's.css': R(css, 'color: blue', 'color: green') },
  ],
  [
    'css new rule',
    `${F}css\n/* s.css */\n.card {\n  color: green;\n}\n${F}`,
    at('s.css', css),
    { 's.css': css + '\n.card {\n  color: green;\n}\n' },
  ],
  [
    'css media partial',
    `${F}css\n@media (max-width: 600px) {\n  .card {\n    padding: 1px;\n  }\n}\n${F}`,
    at('s.css', css),
    (t, notes) => {
      if (notes.length) return;
      expect(t).toContain('padding: 2px');
    },
  ],
  [
    'css rule part of properties',
    `${F}css\n.button {\n  /* existing styles */\n  border: 0;\n}\n${F}`,
    at('s.css', css),
    (t, notes) => {
      if (notes.length) return;
      expect(t).toContain('color: red');
      expect(t).toContain('border: 0');
      expect(t).not.toContain('existing styles');
    },
  ],
  [
    'json fragment',
    `Add to \`package.json\`:\n${F}json\n"scripts": {\n  "build": "tsc",\n  "test": "vitest run",\n  "lint": "eslint ."\n}\n${F}`,
    at('package.json', json),
    (t, notes) => {
      if (notes.length) return;
      expect(JSON.parse(t).name).toBe('shop');
      expect(JSON.parse(t).scripts.lint).toBe('eslint .');
    },
  ],
  [
    'json object with the part only',
    `${F}json\n{\n  "scripts": {\n    "lint": "eslint ."\n  }\n}\n${F}`,
    at('package.json', json),
    (t, notes) => {
      if (notes.length) return;
      expect(JSON.parse(t).name).toBe('shop');
    },
  ],
  [
    'json with elision',
    `${F}json\n// package.json\n{\n  // ... existing fields ...\n  "scripts": {\n    "build": "tsc",\n    "test": "vitest run",\n    "lint": "eslint ."\n  }\n  // ...\n}\n${F}`,
    at('package.json', json),
    (t, notes) => {
      if (notes.length) return;
      expect(JSON.parse(t)).toMatchObject({ name: 'shop', dependencies: {}, scripts: { lint: 'eslint .' } });
    },
  ],
  [
    'yaml fragment',
    `${F}yaml\n# compose.yaml\nservices:\n  db:\n    image: postgres:16\n${F}`,
    at('compose.yaml', yaml),
    (t, notes) => {
      if (notes.length) return;
      expect(t).toContain('nginx');
      expect(t).toContain('POSTGRES_PASSWORD');
    },
  ],
  [
    'yaml elision',
    `${F}yaml\nservices:\n  # ... existing services ...\n  cache:\n    image: redis\n${F}`,
    at('compose.yaml', yaml),
    (t, notes) => {
      if (notes.length) return;
      expect(t).toContain('nginx');
      expect(t).toContain('redis');
      expect(t).toContain('volumes:');
      expect(t.indexOf('redis')).toBeLessThan(t.indexOf('volumes:'));
    },
  ],
  [
    'markdown section',
    `${F}markdown\n## Use\n\nRun \`npm start\` and open the page.\n${F}`,
    at('README.md', md),
    (t, notes) => {
      if (notes.length) return;
      expect(t).toContain('## Install');
      expect(t).toContain('## Licence');
      expect(t).toContain('open the page');
      expect(t.match(/## Use/g)!.length).toBe(1);
    },
  ],
  [
    'vue script only',
    `${F}vue\n<script setup lang="ts">\nimport { ref } from 'vue';\n\nconst count = ref(0);\nfunction increment() {\n  count.value += 2;\n}\n</script>\n${F}`,
    at('App.vue', vue),
    (t, notes) => {
      if (notes.length) return;
      expect(t).toContain('<template>');
      expect(t).toContain('<style scoped>');
      expect(t).toContain('+= 2');
    },
  ],
  [
    'vue function only',
    `${F}ts\nfunction increment() {\n  count.value += 2;\n}\n${F}`,
    at('App.vue', vue),
    (t, notes) => {
      if (notes.length) return;
      expect(t).toBe(R(vue, 'count.value++', 'count.value += 2'));
    },
  ],
  [
    'vue with named file, script and elided template',
    `${F}vue src/App.vue\n<template>\n  <!-- unchanged -->\n</template>\n\n<script setup lang="ts">\nimport { ref } from 'vue';\n\nconst count = ref(10);\nfunction increment() {\n  count.value++;\n}\n</script>\n\n<style scoped>\n/* unchanged */\n</style>\n${F}`,
    at('src/App.vue', vue),
    (t, notes) => {
      if (notes.length) return;
      expect(t).toBe(R(vue, 'ref(0)', 'ref(10)'));
    },
  ],
  [
    'java overload',
    `${F}java\npublic void add(Item item, int count) {\n    items.addAll(Collections.nCopies(count, item));\n}\n${F}`,
    at('Cart.java', java),
    (t, notes) => {
      if (notes.length) return;
      expect(t).toBe(
        R(
          java,
          /        for \(int i[\s\S]*?        \}\n/,
          '        items.addAll(Collections.nCopies(count, item));\n',
        ),
      );
    },
  ],
  [
    'java method with annotation',
    `${F}java\n@Override\npublic String toString() {\n    return items.toString();\n}\n${F}`,
    at('Cart.java', java),
    { 'Cart.java': R(java, '"Cart" + items', 'items.toString()') },
  ],
  [
    'java class elided, import added',
    `${F}java\nimport java.util.Collections;\n\npublic class Cart {\n    // ... existing fields and methods ...\n\n    public List<Item> items() {\n        return Collections.unmodifiableList(items);\n    }\n}\n${F}`,
    at('Cart.java', java),
    (t, notes) => {
      expect(notes).toEqual([]);
      expect(t).toContain('import java.util.Collections;');
      expect(t).toContain('unmodifiableList(items);\n    }\n}\n');
      expect(t).toContain('public void add(Item item, int count)');
    },
  ],
  [
    'whole file beside selection',
    `${F}ts\n${cart.replace('let total = 0; // cents', 'let total = 0;')}${F}`,
    at('src/cart.ts', cart, { selected: [30, 33] }),
    { 'src/cart.ts': R(cart, ' // cents', '') },
  ],
  [
    'whole file named in fence of another file',
    `${F}ts src/cart.ts\n${cart.replace('let total = 0; // cents', 'let total = 0;')}${F}`,
    { files: { 'src/cart.ts': cart, 'b.ts': 'let a;\n' }, active: 'b.ts' },
    { 'src/cart.ts': R(cart, ' // cents', ''), 'b.ts': 'let a;\n' },
  ],
  [
    'path in comment',
    `${F}ts\n// src/cart.ts\n${cart.replace('let total = 0; // cents', 'let total = 0;')}${F}`,
    { files: { 'src/cart.ts': cart, 'b.ts': 'let a;\n' }, active: 'b.ts' },
    { 'src/cart.ts': R(cart, ' // cents', ''), 'b.ts': 'let a;\n' },
  ],
  [
    'path in prose above: heading',
    `### \`src/cart.ts\`\n\n${F}ts\n${cart.replace('let total = 0; // cents', 'let total = 0;')}${F}`,
    { files: { 'src/cart.ts': cart, 'b.ts': 'let a;\n' }, active: 'b.ts' },
    { 'src/cart.ts': R(cart, ' // cents', ''), 'b.ts': 'let a;\n' },
  ],
  [
    'path in prose: bold colon',
    `**src/new.ts:**\n${F}ts\nexport const x = 1;\n${F}`,
    { files: { 'b.ts': 'let a;\n' }, active: 'b.ts' },
    { 'src/new.ts': 'export const x = 1;\n', 'b.ts': 'let a;\n' },
  ],
  [
    'path in prose: sentence',
    `Create \`src/new.ts\`:\n\n${F}ts\nexport const x = 1;\n${F}`,
    { files: { 'b.ts': 'let a;\n' }, active: 'b.ts' },
    { 'src/new.ts': 'export const x = 1;\n', 'b.ts': 'let a;\n' },
  ],
  [
    'path in prose in list',
    `1. Update \`src/cart.ts\`:\n   ${F}ts\n   const LIMIT = 7;\n   ${F}`,
    { files: { 'src/cart.ts': cart, 'b.ts': 'const LIMIT = 1;\n' }, active: 'b.ts' },
    { 'src/cart.ts': R(cart, 'LIMIT = 100', 'LIMIT = 7'), 'b.ts': 'const LIMIT = 1;\n' },
  ],
];

describe('a fragment or a file goes where it belongs, or asks:', () => {
  it.each(cases)('%s', (_, answer, desk, expected) => check(answer, desk, expected));
});
