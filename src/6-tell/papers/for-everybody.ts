import { createHash } from 'node:crypto'
import { lookPublic, verifySignature } from '#access'
import { shownToAll } from '#evidence'
import { indicatorsToWithhold } from '#figures'
import { readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { definitionOf } from './blocks/index.ts'
import type { PaperBlock, PaperContent, Piece } from './content.ts'
import { type Checked, checkedByCode, publishedContent, publishedList } from './public-store.ts'
import { asIssued } from './rules.ts'
import { bytesOf } from './sign-paper.ts'
import { figureOfOneOf, withoutWithheld } from './withhold.ts'

/** How many reports a page of the public list shows. */
const shownAtOnce = 30

/** The reports that everybody may read, the last issued first. `after` comes from `next` of the page before. */
export const publishedReports = (after: { at: string; id: string } | undefined) =>
  readPage(
    shownAtOnce,
    (limit) => lookPublic((db) => publishedList(db, after, limit)),
    ({ issuedAt, id }) => ({ at: issuedAt.toISOString(), id }),
  )

/**
 * A report as everybody may read it: the parts that stay inside are left out by the database, and what leads into the
 * working area leads to the public page of the same figure, or nowhere. A photo that was taken away since, in which somebody
 * has withdrawn their word, or that is not public any more is gone with its caption. Figures of people who need protection
 * are not told.
 * @throws Problem `not_found_or_not_allowed`
 */
export async function publishedReport(code: string): Promise<{ content: PaperContent; checked: Checked }> {
  const { content, checked, shown, withheld } = await lookPublic(async (db) => {
    const content = await publishedContent(db, code)
    const blocks = content?.sections.flatMap((section) => section.blocks) ?? []
    const pictures = blocks.flatMap((block) => (block.kind === 'picture' ? [block.sha256] : []))
    return {
      content,
      checked: await checkedByCode(db, code),
      shown: await shownToAll(db, pictures),
      withheld: figureOfOneOf(await indicatorsToWithhold(db)),
    }
  })
  if (!content || !checked) throw new Problem('not_found_or_not_allowed')
  return {
    content: {
      ...asIssued({
        ...checked,
        content,
        signedBy:
          checked.signatures.find(({ envelope }) => envelope.symbol !== null)?.envelope.signer ?? null,
      }),
      sections: content.sections.map((section) => ({
        ...section,
        blocks: section.blocks.flatMap((block) => opened(withoutWithheld(block, withheld), shown)),
      })),
    },
    checked,
  }
}

function opened(block: PaperBlock, shown: ReadonlySet<string>): PaperBlock[] {
  if (block.kind !== 'picture')
    return [definitionOf(block).changed(block, (pieces) => pieces.map(publicPiece))]
  if (!shown.has(block.sha256)) return []
  const address = `/anh/${block.sha256}.jpg`
  return [{ ...block, href: address, publicAddress: address }]
}

function publicPiece(piece: Piece): Piece {
  if (typeof piece === 'string' || 'gone' in piece) return piece
  if ('words' in piece) return piece.words
  const { scope } = piece
  // A figure of one line of organisations, of one theme or of one reach has no public page of its own.
  if (!scope || scope.line || scope.themeId || scope.reach) return piece.shown
  const query = new URLSearchParams({ ky: scope.period, 'don-vi': scope.unitSlug })
  return { ...piece, href: `/so-lieu/${scope.indicator}?${query}` }
}

/** Letters and digits of a code as people type it: small letters, blanks and a missing dash are no fault. */
export function codeTyped(text: string): string {
  const plain = text.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return plain.length === 8 ? `${plain.slice(0, 4)}-${plain.slice(4)}` : text
}

/** What anyone learns who holds a paper with a code; undefined where no report was issued under it. */
export const checkedReport = (code: string): Promise<Checked | undefined> =>
  /^[A-Z0-9]{4}-[A-Z0-9]{4}$/.test(code)
    ? lookPublic((db) => checkedByCode(db, code))
    : Promise.resolve(undefined)

/**
 * The signatures of a checked report, each with whether it is over exactly what the page shows: hash, version, number, day
 * and time, by the key of its signer. The time is that which was signed; older signatures have none, and say so.
 */
export const signersOf = (checked: Checked) =>
  checked.signatures.map(({ publicKey, envelope, signature, signedAt, isOwnKey }) => ({
    name: envelope.signer,
    position: envelope.position,
    signedAt: new Date(envelope.signedAt ?? signedAt),
    isTimeSigned: envelope.signedAt !== undefined,
    isValid:
      isOwnKey &&
      isOverWhatIsShown(envelope, checked) &&
      (envelope.signedAt === undefined || Date.parse(envelope.signedAt) === Date.parse(signedAt)) &&
      verifySignature(Buffer.from(publicKey, 'hex'), bytesOf(envelope), Buffer.from(signature, 'hex')),
  }))

/** Those who sign before the last sign without a number: with the last signature it gets one. */
const isOverWhatIsShown = (envelope: Checked['signatures'][number]['envelope'], checked: Checked): boolean =>
  envelope.hash === checked.hash &&
  envelope.version === checked.version &&
  (envelope.symbol === null ||
    (envelope.symbol === checked.symbol &&
      envelope.number === checked.number &&
      envelope.day === checked.issuedOn))

/** What a file is that somebody holds against a checked report. */
export type HeldFile = { is: 'docx' | 'pdf' | 'other' }

/** Holds a file against the files as they were issued: only the very same bytes are the same. */
export function heldAgainst(bytes: Uint8Array, { docx, pdf }: Pick<Checked, 'docx' | 'pdf'>): HeldFile {
  const hash = createHash('sha256').update(bytes).digest('hex')
  return { is: hash === docx ? 'docx' : hash === pdf ? 'pdf' : 'other' }
}
