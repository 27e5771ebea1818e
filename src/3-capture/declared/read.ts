import { type Actor, look, mayAnywhere, unitsToAct } from '#access'
import { type Indicator, indicatorsOf } from '#figures'
import { stepsNow } from '#life'
import { unitBySlug } from '#org'
import type { Reader } from '#platform/database'
import { isId } from '#platform/ids'
import { readPage } from '#platform/lists/page'
import { Problem } from '#platform/problem'
import { declaredLife } from './life.ts'
import { askedFor, canBeDeclared } from './rules.ts'
import { type Declared, type DeclaredSearch, declaredFigures, findDeclared, stepsOf } from './store.ts'

/** A page of declared figures, with what the filters offer. @throws Problem `not_found_or_not_allowed` */
export const declaredPage = (
  actor: Actor,
  { slug, ...search }: Omit<DeclaredSearch, 'unitId'> & { slug?: string | undefined },
) =>
  look(actor, 'figure.read', null, async (db) => {
    const unit = slug === undefined ? undefined : await unitBySlug(db, slug)
    if (slug !== undefined && !unit) throw new Problem('not_found_or_not_allowed')
    const page = await readPage(
      search.limit,
      (limit) => declaredFigures(db, { ...search, unitId: unit?.id, limit }),
      ({ id }) => ({ id }),
    )
    return {
      ...page,
      unit,
      indicators: await indicatorsOf(db),
      units: await unitsToAct(db, 'figure.declare'),
      mayDeclare: await mayAnywhere(db, 'figure.declare'),
    }
  })

/** What the form needs: the units for which this person may declare, and the indicators of which amounts can be. */
export const formForDeclaring = (actor: Actor) =>
  look(actor, 'figure.declare', null, async (db) => {
    const all = await indicatorsOf(db)
    return {
      units: await unitsToAct(db, 'figure.declare'),
      all,
      indicators: all.filter((one) => canBeDeclared(askedFor(one, all))),
    }
  })

/** A declared figure as it is kept. @throws Problem `not_found_or_not_allowed` */
export async function declaredToRead(db: Reader, id: string): Promise<Declared> {
  const found = isId(id) ? await findDeclared(db, id) : undefined
  if (!found) throw new Problem('not_found_or_not_allowed')
  return found
}

/** The paper that came with a declared figure. @throws Problem `not_found_or_not_allowed` */
export const paperToRead = (actor: Actor, id: string) =>
  look(actor, 'figure.read', null, async (db) => {
    const { fileSha256, fileType, fileName } = await declaredToRead(db, id)
    if (fileSha256 === null || fileType === null) throw new Problem('not_found_or_not_allowed')
    return { file: { sha256: fileSha256, mediaType: fileType, isSmall: false }, name: fileName }
  })

/** One declared figure with its history, and what this person may do with it. @throws Problem `not_found_or_not_allowed` */
export const oneDeclared = (actor: Actor, id: string) =>
  look(actor, 'figure.read', null, async (db) => {
    const figure = await declaredToRead(db, id)
    const all = await indicatorsOf(db)
    return {
      figure,
      indicator: nameable(all, figure.indicator),
      asked: figure.parts.map((part) => ({ ...part, of: nameable(all, part.indicator) })),
      fields: askedFor(nameable(all, figure.indicator), all),
      steps: await stepsOf(db, id),
      may: await stepsNow(db, declaredLife, figure, actor.personId),
    }
  })

function nameable(all: readonly Indicator[], code: string): Indicator {
  const found = all.find((one) => one.code === code)
  if (!found) throw new Error(`A declared figure names the indicator ${code}, which is not there.`)
  return found
}
