/** Names by which the editor knows the ensemble, as they stand in the manifest. */
export const participantId = 'der.ensemble';
export const toolName = 'der_ask';
export const vendor = 'der';
