/** Images that clients send along, in the ways of all protocols, as experts are shown them. */
import { imageTypeOf, mostImageBytes, type Image } from '../der/prompt/images';
import { isFields } from '../providers/wire/json';
import { RequestProblem } from './requestProblem';

/** Parts of a message that are images: of chat completions, of responses, of Anthropic's messages. */
export const imageParts: ReadonlySet<string> = new Set(['image_url', 'input_image', 'image']);

/** @param part of a type that is an image's. @throws RequestProblem where it holds none that can be passed on */
export function imageOfPart(part: Readonly<Record<string, unknown>>): Image {
  const { image_url: address, source } = part;
  if (isFields(source)) {
    if (source['type'] === 'base64') return imageOfBase64(source['data']);
    throw source['type'] === 'url' ? elsewhere() : wrong('has a source that is not base64');
  }
  const url = isFields(address) ? address['url'] : address;
  if (typeof url !== 'string') throw wrong('names no address');
  if (/^https?:/i.test(url)) throw elsewhere();
  const data = /^data:[^,]{0,200};base64,/i.exec(url);
  if (!data) throw wrong('is no data: address in base64');
  return imageOfBase64(url.slice(data[0].length));
}

const base64 = /^[\w+/-]{1,}={0,2}$/;

/** @throws RequestProblem where the text is no image that services read */
export function imageOfBase64(text: unknown): Image {
  const data = typeof text === 'string' ? text.replace(/\s+/g, '') : '';
  if (!base64.test(data)) throw wrong('is not in base64');
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length > mostImageBytes) throw wrong(`has more than ${mostImageBytes / 1e6} MB`);
  const mediaType = imageTypeOf(bytes);
  if (!mediaType) throw wrong('is no PNG, JPEG, GIF or WebP');
  return { mediaType, data: bytes.toString('base64') };
}

function wrong(why: string): RequestProblem {
  const words = `An image ${why}. Send a PNG, JPEG, GIF or WebP of at most ${mostImageBytes / 1e6} MB in base64.`;
  return new RequestProblem(400, 'invalid_image', words, 'messages');
}

/** What an address leads to is the server's network, and not the client's. */
function elsewhere(): RequestProblem {
  const words = 'This server fetches no images from other addresses. Send the image itself, in base64.';
  return new RequestProblem(400, 'unsupported_image_url', words, 'messages');
}
