import { type BlockDefinition, withoutPieces } from './definition.ts'

export type HeadingBlock = { kind: 'heading'; level: 1 | 2 | 3; text: string; isRestricted?: true }

export const heading: BlockDefinition<HeadingBlock> = {
  ...withoutPieces,
  texts: ({ text }) => [text],
  lines: ({ text }) => [text],
  sentences: ({ text }) => [[text]],
  printed: (block) => [block],
  Shown: ({ block: { level, text }, number }) =>
    level === 2 ? (
      <h3>{`${number}${text}`}</h3>
    ) : (
      <h4>
        <strong>{`${number}${text}`}</strong>
      </h4>
    ),
}
