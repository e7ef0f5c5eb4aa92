/** The first line of a process of ours that runs; nothing is sent to it before, since Node may refuse its options. */
export const readyLine = '{"type":"ready"}';
