/** Lua and shells: what a snippet defines takes the place of its namesake, and of nothing around it. */
import { describe, it } from 'vitest';
import { at, check, fence, R, type Case } from './playAnswer';

const lua = `local M = {}

-- In cents.
function M.total(items)
  local sum = 0
  for _, item in ipairs(items) do
    sum = sum + item.cents
  end
  return sum
end

local function twice(n)
  return n * 2
end

M.half = function(n)
  return n / 2
end

return M
`;
const shell = `#!/bin/bash
set -e

# Says what it is told.
say() {
  case "$1" in
    loud) echo "!" ;;
    *) echo "$1" ;;
  esac
}

function clean {
  rm -rf "\${TMP:?}/out"
}

say "$@"
`;

const cases: Case[] = [
  [
    'a function of a module of Lua',
    fence('lua src/shop.lua', 'function M.total(items)\n  return #items\nend\n'),
    at('src/shop.lua', lua),
    R(lua, /function M\.total[\s\S]*?\nend\n/, 'function M.total(items)\n  return #items\nend\n'),
  ],
  [
    'a function of Lua that is a value',
    fence('lua src/shop.lua', 'M.half = function(n)\n  return n // 2\nend\n'),
    at('src/shop.lua', lua),
    R(lua, 'n / 2', 'n // 2'),
  ],
  [
    'a function of a shell, its case with brackets that nothing opens',
    fence('bash bin/say.sh', 'say() {\n  echo "$*"\n}\n'),
    at('bin/say.sh', shell),
    R(shell, /say\(\) \{[\s\S]*?\n\}\n/, 'say() {\n  echo "$*"\n}\n'),
  ],
  [
    'a function of a shell by its word',
    fence('sh bin/say.sh', 'function clean {\n  rm -rf out\n}\n'),
    at('bin/say.sh', shell),
    R(shell, 'rm -rf "${TMP:?}/out"', 'rm -rf out'),
  ],
];

describe('definitions that are closed in a line of their own', () => {
  it.each(cases)('%s', (_, answer, desk, want) => check(answer, desk, want));
});
