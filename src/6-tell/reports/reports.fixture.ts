import { type Actor, look } from '#access'
import { figureOf, scopeFor, spanFor, totalOf } from '#figures'
import { unzipped } from '../../platform/documents/unzipped.fixture.ts'
import { figuresIn } from '../papers/blocks/index.ts'
import type { ComposedReport } from './report.ts'

/** The visible text of a .docx. */
export function textOf(docx: Buffer): string {
  const xml = unzipped(docx).get('word/document.xml') ?? ''
  return xml
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
}

/** Every figure of a report beside what `figureOf` gives for its scope and period: they must be the same. */
export async function printedAndRead(actor: Actor, report: ComposedReport) {
  const printed = figuresIn(report.sections.flatMap(({ blocks }) => blocks))
  return look(actor, 'figure.read', null, async (db) => {
    const pairs: { printed: number; read: number; href: string }[] = []
    for (const { amount, scope, href } of printed) {
      if (!scope) continue
      const figure = await figureOf(
        db,
        scopeFor({ id: scope.unitId }, scope),
        scope.indicator,
        spanFor(scope.period),
      )
      pairs.push({ printed: amount, read: totalOf(figure), href })
    }
    return pairs
  })
}
