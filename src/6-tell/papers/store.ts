import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Reader, Tx } from '#platform/database'
import type { Day } from '#platform/time'
import { canonicalJson } from './canonical.ts'
import type { PaperContent } from './content.ts'
import type { PaperKind } from './kinds.ts'
import type { Arrangement } from './rules.ts'

export type FrozenState = 'waiting' | 'approved' | 'returned' | 'issued' | 'replaced' | 'withdrawn'
export type FrozenReason = 'report' | 'nil' | 'amendment'

/** A paper as it was frozen. `number`, `symbol`, day and files are those that it was issued under. */
export type FrozenPaper = Arrangement & {
  id: string
  kind: PaperKind
  /** What all its versions belong to: of reports, the report. */
  dossierId: string
  unitId: string
  version: number
  reason: FrozenReason
  state: FrozenState
  /** What was frozen; its number and day are those that the author had typed. `asIssued` gives those of the issue. */
  content: PaperContent
  /** SHA-256 of the content as canonical JSON, in hexadecimal. */
  hash: string
  code: string
  isPublic: boolean
  frozenBy: string | null
  frozenByName: string | null
  frozenAt: Date
  issuedAt: Date | null
  number: number | null
  symbol: string | null
  issuedOn: Day | null
  /** Who signed last, under its number. */
  signedBy: string | null
  documentId: string | null
  /** The files as they were issued, by SHA-256. */
  docx: string | null
  pdf: string | null
}

const frozenPapers = (db: Reader) =>
  db
    .selectFrom('reports.frozen as frozen')
    .innerJoin('reports.report as report', 'report.id', 'frozen.report_id')
    .leftJoin('access.person as person', 'person.id', 'frozen.frozen_by')
    .select([
      'frozen.id',
      'report.kind',
      'frozen.report_id as dossierId',
      'report.unit_id as unitId',
      'frozen.version',
      'frozen.reason',
      'frozen.state',
      'frozen.content',
      sql<string>`encode(frozen.hash, 'hex')`.as('hash'),
      'frozen.code',
      'frozen.is_public as isPublic',
      'frozen.frozen_by as frozenBy',
      'person.name as frozenByName',
      'frozen.frozen_at as frozenAt',
      'frozen.issued_at as issuedAt',
      'frozen.number',
      'frozen.symbol',
      'frozen.issued_on as issuedOn',
      sql<string | null>`(select envelope ->> 'signer' from reports.signature
        where frozen_id = frozen.id and envelope ->> 'symbol' is not null limit 1)`.as('signedBy'),
      'frozen.document_id as documentId',
      'frozen.docx',
      'frozen.pdf',
      'frozen.levels',
      'frozen.signers',
      'frozen.may_be_alone as mayBeAlone',
    ])
    .$castTo<FrozenPaper>()

/** A version of a paper as it was frozen; the latest where none is named. */
export function findFrozen(
  db: Reader,
  dossierId: string,
  version?: number,
): Promise<FrozenPaper | undefined> {
  const all = frozenPapers(db).where('frozen.report_id', '=', dossierId)
  return (version === undefined ? all : all.where('frozen.version', '=', version))
    .orderBy('frozen.version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** A frozen paper by its id. */
export const frozenWithId = (db: Reader, id: string): Promise<FrozenPaper | undefined> =>
  frozenPapers(db).where('frozen.id', '=', id).executeTakeFirst()

/** Every frozen paper there is, in the order in which they were frozen. */
export const idsOfFrozen = async (db: Reader): Promise<string[]> =>
  (await db.selectFrom('reports.frozen').select('id').orderBy('id').execute()).map(({ id }) => id)

/** The version that is in force: issued, and neither replaced nor withdrawn since. */
export const inForce = (db: Reader, dossierId: string): Promise<FrozenPaper | undefined> =>
  frozenPapers(db)
    .where('frozen.report_id', '=', dossierId)
    .where('frozen.state', '=', 'issued')
    .executeTakeFirst()

/** A version in the list of those of a paper. */
export type Version = Pick<
  FrozenPaper,
  'id' | 'version' | 'reason' | 'state' | 'code' | 'frozenAt' | 'issuedOn' | 'symbol'
>

/** Every version of a paper, the latest first, without what it says. */
export const versionsOf = (db: Reader, dossierId: string): Promise<Version[]> =>
  db
    .selectFrom('reports.frozen')
    .select([
      'id',
      'version',
      'reason',
      'state',
      'code',
      'frozen_at as frozenAt',
      'issued_on as issuedOn',
      'symbol',
    ])
    .where('report_id', '=', dossierId)
    .orderBy('version', 'desc')
    .limit(100)
    .$castTo<Version>()
    .execute()

/** Two groups of four letters and digits, without those that are taken for each other. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const newCode = (): string => {
  const eight = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')
  return `${eight.slice(0, 4)}-${eight.slice(4)}`
}

/** Keeps a frozen paper as the next version, under a code of its own. */
export async function insertFrozen(
  tx: Tx,
  frozen: Pick<FrozenPaper, 'dossierId' | 'reason' | 'content' | 'hash' | 'state'> & Arrangement,
  frozenBy: string | null,
): Promise<{ id: string; version: number; code: string }> {
  for (;;) {
    const { rows } = await sql<{ id: string; version: number; code: string }>`
      insert into reports.frozen (report_id, version, reason, content, hash, code, state, levels, signers, may_be_alone, frozen_by)
      select ${frozen.dossierId}, coalesce(max(version), 0) + 1, ${frozen.reason}, ${canonicalJson(frozen.content)}::jsonb,
             decode(${frozen.hash}, 'hex'), ${newCode()}, ${frozen.state}, ${frozen.levels}::text[], ${frozen.signers},
             ${frozen.mayBeAlone}, ${frozenBy}
        from reports.frozen where report_id = ${frozen.dossierId}
      on conflict (code) do nothing
      returning id, version, code`.execute(tx)
    const [kept] = rows
    // A code that another paper has: one in a million million.
    if (kept) return kept
  }
}

/** What a frozen paper is issued under. A nil return has its day alone. */
export type IssuedUnder = {
  number: number
  symbol: string
  issuedOn: Day
  documentId: string
  docx: string
  pdf: string
}

/** Lets a frozen paper go on, from a state in which it was seen. False where it is there no more. */
export async function moveFrozen(
  tx: Tx,
  id: string,
  from: FrozenState,
  to: FrozenState,
  issued?: Pick<IssuedUnder, 'issuedOn'> & Partial<IssuedUnder>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('reports.frozen')
    .set({
      state: to,
      ...(issued && {
        issued_at: new Date(),
        number: issued.number,
        symbol: issued.symbol,
        issued_on: issued.issuedOn,
        document_id: issued.documentId,
        docx: issued.docx,
        pdf: issued.pdf,
      }),
    })
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export type StepKind =
  | 'frozen'
  | 'approved'
  | 'returned'
  | 'signed'
  | 'issued'
  | 'withdrawn'
  | 'reopened'
  | 'published'
  | 'unpublished'

/** What is to be mended: a passage as it stands in a section, and what is wrong with it. */
export type Remark = { section: string; passage: string; words: string }

/** What became of a frozen paper: who did what when. */
export type Step = {
  id: string
  version: number
  kind: StepKind
  words: string
  remarks: Remark[]
  personId: string | null
  personName: string | null
  at: Date
}

/** The steps of a paper through all its versions, or of one, in order. */
export function stepsOf(db: Reader, dossierId: string, version?: number): Promise<Step[]> {
  const all = db
    .selectFrom('reports.step as step')
    .innerJoin('reports.frozen as frozen', 'frozen.id', 'step.frozen_id')
    .leftJoin('access.person as person', 'person.id', 'step.person_id')
    .select([
      'step.id',
      'frozen.version',
      'step.kind',
      'step.words',
      'step.remarks',
      'step.person_id as personId',
      'person.name as personName',
      'step.at',
    ])
    .where('frozen.report_id', '=', dossierId)
    .orderBy('step.id')
    .limit(1000)
    .$castTo<Step>()
  return (version === undefined ? all : all.where('frozen.version', '=', version)).execute()
}

/** Writes down a step. */
export async function insertStep(
  tx: Tx,
  frozenId: string,
  step: { kind: StepKind; words?: string; remarks?: readonly Remark[]; personId: string | null },
): Promise<void> {
  await tx
    .insertInto('reports.step')
    .values({
      frozen_id: frozenId,
      kind: step.kind,
      words: step.words ?? '',
      remarks: JSON.stringify(step.remarks ?? []),
      person_id: step.personId,
    })
    .execute()
}
