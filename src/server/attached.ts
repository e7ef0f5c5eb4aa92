/** What goes with a client's question: what it tells every model, and images. */
import { estimateTokens } from '../der/core/tokens';
import type { Attachment } from '../der/prompt/attachments';
import { imageTokens } from '../der/prompt/images';
import type { ClientConversation } from './conversation';

/** Experts are told of each image by its number. */
export function attached({ instructions, images }: ClientConversation): Attachment[] {
  const told: Attachment = {
    kind: 'file',
    label: 'instructions',
    text: instructions,
    tokens: estimateTokens(instructions),
    sent: true,
  };
  const shown = images.map((image, index): Attachment => ({
    kind: 'image',
    label: String(index + 1),
    text: '',
    image,
    tokens: imageTokens,
    sent: true,
  }));
  return instructions === '' ? shown : [told, ...shown];
}
