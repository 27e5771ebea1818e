import { Hono } from 'hono'
import { t } from '#platform/i18n'
import { today } from '#platform/time'
import { type Env, frameOf, ownPath } from '#platform/web'
import { type FormState, Tabs, UnitPicker, WorkPage } from '#ui'
import { nameOf } from '../read.ts'
import { unitsToChoose } from '../read-pages.ts'

/**
 * Choosing a unit: found by name (diacritics are not needed), code or line. Each unit leads back to `tiep` with its id
 * under the name `ten`, so a page that needs a unit needs no script: `/chon-don-vi?tiep=/quan-ly/nguoi-dung/them&ten=don-vi`.
 */
export const pickerPage = new Hono<Env>().get('/chon-don-vi', async (c) => {
  const text = (c.req.query('q') ?? '').slice(0, 200)
  const line = c.req.query('nganh')?.slice(0, 60) || undefined
  const back = ownPath(c.req.query('tiep'), '/quan-ly/don-vi')
  const name = c.req.query('ten')?.slice(0, 60) || 'don-vi'
  const { units, hasMore, lines } = await unitsToChoose(c.var.actor, { text, line, onDay: today() })

  const hrefOf = (id: string) => {
    const address = new URL(back, 'http://own')
    address.searchParams.set(name, id)
    return `${address.pathname}${address.search}${address.hash}`
  }
  const here = (query: Record<string, string>) =>
    `/chon-don-vi?${new URLSearchParams({ tiep: back, ten: name, ...(text ? { q: text } : {}), ...query })}`
  return c.html(
    <WorkPage {...frameOf(c)} tab="more" width="narrow" title={t('org.pick.title')} lead={t('org.pick.lead')}>
      <Tabs
        label={t('org.list.by_line')}
        tabs={[
          { href: here({}), label: t('org.list.all_lines'), current: line === undefined },
          ...lines.map((one) => ({
            href: here({ nganh: one.code }),
            label: nameOf(one),
            current: one.code === line,
          })),
        ]}
      />
      <UnitPicker
        action="/chon-don-vi"
        query={text}
        keep={{ tiep: back, ten: name, nganh: line }}
        units={units.map((unit) => ({
          id: unit.id,
          name: unit.name,
          code: unit.officialCode,
          detail: [unit.areaName, unit.kindNamed ? nameOf(unit.kindNamed) : unit.kind]
            .filter(Boolean)
            .join(' · '),
        }))}
        hrefOf={(unit) => hrefOf(unit.id)}
        hasMore={hasMore}
      />
    </WorkPage>,
  )
})

/** A unit in a form: the one that was chosen, and the way to choose another. Works without a script. */
export function ChosenUnit(props: {
  name: string
  label: string
  unit: { id: string; name: string; officialCode: string | null } | undefined
  /** The address of the picker, which leads back to this form. */
  chooseHref: string
  form?: FormState
}) {
  const { unit } = props
  return (
    <div class="field">
      <p class="field-label">{props.label}</p>
      <p>
        <strong>{unit ? unit.name : t('org.pick.none')}</strong>
        {unit?.officialCode ? ` · ${unit.officialCode}` : ''}{' '}
        <a class="link" id={`f-${props.name}`} href={props.chooseHref}>
          {t(unit ? 'org.pick.other' : 'org.pick.choose')}
        </a>
      </p>
      {unit ? <input type="hidden" name={props.name} value={unit.id} /> : null}
    </div>
  )
}
