/** Images that are pasted or dropped into the question box, made as small as models look at them. */
import { post } from '../vscodeApi';

/** Pixels of the longer side; services make larger ones smaller themselves. */
const longestSide = 1568;

/** Attaches the images that an event brings; without any, the event takes its usual course. */
export function attachImages(event: Event, data: DataTransfer | null): void {
  const images = [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/'));
  if (images.length === 0) return;
  event.preventDefault();
  for (const image of images) void attach(image);
}

async function attach(file: File): Promise<void> {
  post({ type: 'attachImage', name: file.name.slice(-100), data: base64Of(await smaller(file)) });
}

/** The image itself where it is small enough, or cannot be drawn: whoever takes it says what is wrong with it. */
async function smaller(file: File): Promise<Uint8Array> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  const scale = picture ? Math.min(1, longestSide / Math.max(picture.width, picture.height)) : 1;
  if (!picture || scale === 1) return new Uint8Array(await file.arrayBuffer());
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

function base64Of(bytes: Uint8Array): string {
  const part = 32_768;
  let text = '';
  for (let at = 0; at < bytes.length; at += part)
    text += String.fromCharCode(...bytes.subarray(at, at + part));
  return btoa(text);
}
