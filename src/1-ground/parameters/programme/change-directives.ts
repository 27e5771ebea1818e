import { type Actor, look, note, perform } from '#access'
import { firstFree, slugOf } from '#platform/plain-text'
import { Problem } from '#platform/problem'
import type { DirectiveEndEntry, DirectiveEntry } from './entry.ts'
import type { Directive } from './rules.ts'
import { directiveCodesLike, directivesOf, endDirective, insertDirective } from './store.ts'

/** All directives of the programme, the newest first. */
export const directivesToRead = (actor: Actor): Promise<Directive[]> =>
  look(actor, 'parameter.read', null, directivesOf)

/**
 * Adds a directive to the programme. One that it replaces ends on its day; reviews and reports follow from then on.
 * @throws Problem `not_found_or_not_allowed`, `directive_is_there_already`, `directive_replaces_a_later_one`
 */
export const addDirective = (actor: Actor, entry: DirectiveEntry): Promise<void> =>
  perform(actor, 'parameter.manage', null, async (tx) => {
    const all = await directivesOf(tx)
    const named = (code: string, field: string) => {
      const one = all.find((other) => other.code === code)
      if (code !== '' && !one) throw new Problem('field_is_no_choice', {}, { field })
      return one
    }
    const replaced = named(entry.replaces, 'replaces')
    const continued = named(entry.continues, 'continues')
    if (replaced && replaced.issuedOn >= entry.issuedOn)
      throw new Problem('directive_replaces_a_later_one', { symbol: replaced.symbol }, { field: 'replaces' })
    const wanted = `d_${slugOf(entry.symbol).replaceAll('-', '_')}`.slice(0, 50)
    const code = firstFree(wanted, new Set(await directiveCodesLike(tx, wanted)), '_')
    const { replaces: _, ...said } = entry
    await insertDirective(
      tx,
      { ...said, code, continues: continued?.code ?? null, replacedOn: null },
      actor.personId,
    )
    if (replaced) await endDirective(tx, replaced.code, entry.issuedOn, actor.personId)
    note(tx, { directive: code, issuedOn: entry.issuedOn, replaces: replaced?.code ?? null })
  })

/**
 * Says from which day another stands in the place of a directive, or that none does.
 * @throws Problem `not_found_or_not_allowed`, `directive_ends_before_it_begins`
 */
export const setEndOfDirective = (actor: Actor, { code, replacedOn }: DirectiveEndEntry): Promise<void> =>
  perform(actor, 'parameter.manage', null, async (tx) => {
    if (!(await endDirective(tx, code, replacedOn, actor.personId)))
      throw new Problem('not_found_or_not_allowed')
    note(tx, { directive: code, replacedOn })
  })
