import type { Actor } from '#access'
import { type Printing, signPaper } from '#papers'
import { Problem } from '#platform/problem'
import type { Day } from '#platform/time'
import { unitAt } from './at-report.ts'
import { freezeReport } from './freeze-report.ts'
import { publishReport } from './publish-report.ts'
import { saveReport } from './save-report.ts'

/** A report that is written and issued at once, by an officer who writes and a leader who signs. */
export type WholeReport = {
  slug: string
  period: string
  day: Day
  number: number
  sections: Readonly<Record<string, string>>
  signer: { name: string; position: string }
  writer: Actor
  leader: Actor
  password: string
  printing: Printing
}

/** Lets a step pass that was done before this was called again. */
const unlessDone =
  (code: string) =>
  (fault: unknown): undefined => {
    if (!(fault instanceof Problem && fault.code === code)) throw fault
  }

/**
 * Writes, freezes, signs, issues and publishes a report, step by step as people do. Called again after it broke off, it goes on.
 * @throws Problem those of each step
 */
export async function issueReport(report: WholeReport): Promise<void> {
  const { slug, period, day, number, sections, signer, writer, leader, password, printing } = report
  const unit = await unitAt(writer, slug)
  await saveReport(
    writer,
    { slug, period },
    {
      seen: 0,
      number,
      issuedOn: day,
      signer,
      sections: Object.entries(sections).map(([key, text]) => ({ key, text, seen: 0 })),
    },
  ).catch(unlessDone('report_is_frozen'))
  const frozen = await freezeReport(writer, { unitId: unit.id, period }, {}, day).catch(
    unlessDone('report_is_issued_already'),
  )
  if (frozen) await signPaper(leader, frozen.id, { proof: { password }, number, printing }, day)
  await publishReport(leader, { slug, period, version: 1 }, true).catch(
    unlessDone('report_is_public_already'),
  )
}
