/** The commonest function words of some languages, without those that two of them share often. */
export const functionWords = {
  en: of(
    'the of and to is are was were be been with that this these those it its for from which what when where how does do did has have had not but you your they their there would should could can will if then than',
  ),
  de: of(
    'der die das und ist sind nicht ein eine einen einem einer zu von mit auf für im dem den des sich auch es wird werden wie oder aber wenn dass daß kann man hier ich sie wir ihr bei nach über durch',
  ),
  fr: of(
    'le les des une est sont et dans pour que qui pas sur avec par ce cette ces il elle nous vous ils plus ne au aux du être avoir fait comme mais ou où donc',
  ),
  es: of(
    'el los las una es son y en para que no con por del al se su sus como pero más este esta estos estas hay puede muy también cuando donde',
  ),
  it: of(
    'il lo gli una è sono e nel della delle dei degli per che non con di da come ma più questo questa questi anche quando dove può si',
  ),
  pt: of(
    'o os as uma é são e em para que não com por do da dos das ao se seu sua como mas mais este esta isso você também quando onde pode',
  ),
  nl: of(
    'het een en is zijn niet van op voor met dat die deze dit er aan ook bij naar wordt worden maar als je we ze kan of door',
  ),
} as const satisfies Readonly<Record<string, ReadonlySet<string>>>;

/** A language that the words are known of. */
export type WrittenLanguage = keyof typeof functionWords;

function of(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
