/** Cuts text into pieces about as large as a model's tokens. Joined again they are the text. */
export function pieces(text: string): string[] {
  return text.match(/ ?\p{L}{1,6}|\p{N}{1,3}| ?[^\s\p{L}\p{N}]|\s+/gu) ?? [];
}
