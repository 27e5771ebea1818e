// Words of a form may repeat an answer by the name of its question, `${households}`, as XLSForm writes it.

const reference = /\$\{\s*([a-z][a-z0-9_]{0,39})\s*\}/

/** A text in parts: the names of questions stand at the odd places. */
export const partsOf = (text: string): string[] => text.split(reference)

/** The names of the questions that a text repeats. */
export const referencesIn = (text: string): string[] => partsOf(text).filter((_, index) => index % 2 === 1)

/** A text with what `say` says for the name of a question; “…” where it knows nothing. */
export const fillReferences = (text: string, say: (key: string) => string | undefined): string =>
  partsOf(text)
    .map((part, index) => (index % 2 === 1 ? (say(part) ?? '…') : part))
    .join('')
