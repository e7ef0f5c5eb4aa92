/** How much is done with the programs in answers, from most to least. */
export const checkModes = ['all', 'syntax', 'off'] as const;

/** `syntax`: blocks are parsed, nothing is run; `off`: neither. */
export type CheckMode = (typeof checkModes)[number];
