/** The languages the page speaks. */
export const languages = ['en', 'ko', 'vi', 'fr'] as const;
export type Language = (typeof languages)[number];

export const isLanguage = (text: string | null | undefined): text is Language =>
  languages.includes(text as Language);

/** The first of the reader's languages that the page speaks; English where none is. */
export function preferred(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split('-')[0];
    if (isLanguage(language)) return language;
  }
  return 'en';
}
