import { formatNumber, language } from './i18n.ts'
import { type Qualifier, qualifierWord, type Said, saidIn, writtenSaid } from './precision.ts'

/** An amount with its precision in the reader's language: `trên 4.171`, `hàng trăm`. */
export const saidInWords = (amount: number, qualifier: Qualifier): string =>
  saidIn({ amount, qualifier }, language(), formatNumber)

/** The word before an amount in the reader's language; undefined where it is exact. */
export const precisionWord = (qualifier: Qualifier): string | undefined =>
  qualifierWord(qualifier, language())

/** An amount as it stands in a field of a page whose unit it is, to be read back as the same. */
export const saidInField = (said: Said, unit: string | null): string => writtenSaid(said, language(), unit)
