import { t } from '#platform/i18n'
import { paperWords } from '../paper-words.ts'
import { type BlockDefinition, withoutPieces } from './definition.ts'

/** Nobody has written this section, which somebody must. */
export type UnwrittenBlock = { kind: 'unwritten' }

export const unwritten: BlockDefinition<UnwrittenBlock> = {
  ...withoutPieces,
  texts: () => [''],
  lines: () => [paperWords.unwritten],
  printed: () => [{ kind: 'paragraph', runs: [{ text: paperWords.unwritten, italic: true }] }],
  Shown: () => <p class="quiet">{t('reports.unwritten')}</p>,
}
