import { inlineOf, type Live, writeLive } from '#platform/live-text'
import type { Menu } from '../entry.ts'
import type { Asking } from './asking.ts'
import { el, freshId } from './dom.ts'
import type { DialogName } from './entries.ts'

/** What the person decided: how it is written from now on, that it goes, or nothing. */
export type Decided = { raw: string } | 'remove' | undefined

const liveIn = (raw: string): Live => {
  const [piece] = inlineOf(raw.trim())
  return piece && 'live' in piece ? piece.live : { name: raw, given: [], options: {}, words: '' }
}

/** Which dialog changes something alive; undefined where there is nothing to change but taking it away. */
export function dialogFor(raw: string): DialogName | undefined {
  const { name } = liveIn(raw)
  if (name === 'figure' || name === 'proof') return 'figure'
  return name === 'chart' || name === 'units' || name === 'photo' ? name : undefined
}

type Part = { fields: Node[]; read: () => Live | undefined }

/** A choice of the dialog; what is chosen now stays choosable. */
function select(label: string, options: { value: string; label: string }[], value: string) {
  const all = options.some((one) => one.value === value) ? options : [...options, { value, label: value }]
  const control = el('select', { class: 'select', id: freshId() })
  for (const one of all) control.append(new Option(one.label, one.value, false, one.value === value))
  return {
    control,
    field: el(
      'div',
      { class: 'field' },
      el('label', { for: control.id, class: 'field-label' }, label),
      control,
    ),
  }
}

function words(label: string, value: string) {
  const control = el('input', { class: 'input width-full', id: freshId(), maxlength: '200', value })
  return {
    control,
    field: el(
      'div',
      { class: 'field' },
      el('label', { for: control.id, class: 'field-label' }, label),
      control,
    ),
  }
}

const withOptions = (options: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== ''))

function figurePart({ words: said }: Asking, menu: Menu, live: Live): Part {
  const figure = menu.figures.find(({ code }) => code === live.given[0])
  const unit = select(
    said.choose_unit,
    [
      { value: '', label: said.choose_own_unit },
      ...menu.units.map(({ slug, name }) => ({ value: slug, label: name })),
    ],
    live.options.unit ?? '',
  )
  const period = select(said.choose_period, menu.periods, live.options.period ?? '')
  const line = select(
    said.choose_line,
    [
      { value: '', label: said.choose_any_line },
      ...menu.lines.map(({ code, name }) => ({ value: code, label: name })),
    ],
    live.options.line ?? '',
  )
  const reach = select(
    said.choose_reach,
    [
      { value: '', label: said.reach_all },
      { value: 'own', label: said.reach_own },
      { value: 'below', label: said.reach_below },
    ],
    live.options.reach ?? '',
  )
  return {
    fields: [
      el('p', {}, el('strong', {}, figure?.name ?? live.given[0] ?? ''), figure ? ` (${figure.unit})` : ''),
      unit.field,
      period.field,
      reach.field,
      ...(menu.lines.length > 0 ? [line.field] : []),
    ],
    read: () => ({
      ...live,
      options: withOptions({
        unit: unit.control.value,
        period: period.control.value,
        line: line.control.value,
        reach: reach.control.value,
      }),
    }),
  }
}

function chartPart({ words: said }: Asking, menu: Menu, live: Live): Part {
  const indicator = select(
    said.choose_indicator,
    menu.figures.map(({ code, name, unit }) => ({ value: code, label: `${name} (${unit})` })),
    live.given[0] ?? menu.figures[0]?.code ?? '',
  )
  const by = select(
    said.choose_by,
    [
      { value: 'month', label: said.by_month },
      { value: 'unit', label: said.by_unit },
    ],
    live.options.by ?? 'month',
  )
  return {
    fields: [indicator.field, by.field],
    read: () => ({
      ...live,
      given: [indicator.control.value],
      options: { ...live.options, by: by.control.value },
    }),
  }
}

/** The paper is only so wide. */
const mostColumns = 4

function unitsPart({ words: said }: Asking, menu: Menu, live: Live): Part {
  const boxes = menu.figures
    .filter(({ code, entries }) => entries > 0 || live.given.includes(code))
    .map(({ code, name, unit }) => {
      const control = el('input', {
        type: 'checkbox',
        class: 'checkbox',
        value: code,
        checked: live.given.includes(code),
      })
      return { control, label: el('label', { class: 'dialog-choice' }, control, ` ${name} (${unit})`) }
    })
  const chosen = () => boxes.filter(({ control }) => control.checked).map(({ control }) => control.value)
  const full = () => {
    for (const { control } of boxes) control.disabled = !control.checked && chosen().length >= mostColumns
  }
  full()
  const list = el('fieldset', { class: 'dialog-list', onchange: full }, el('legend', {}, said.units_help))
  list.append(...boxes.map(({ label }) => label))
  return { fields: [list], read: () => ({ ...live, given: chosen() }) }
}

async function photoPart(asking: Asking, live: Live): Promise<Part> {
  const { words: said } = asking
  const photos = await asking.photos()
  const name = freshId()
  const caption = words(said.caption, live.words)
  if (photos.length === 0) return { fields: [el('p', {}, said.no_photos)], read: () => undefined }
  const list = el('fieldset', { class: 'dialog-list' }, el('legend', {}, said.dialog_photo))
  for (const { id, picture, words: about, mayBePublic } of photos) {
    const control = el('input', {
      type: 'radio',
      class: 'radio',
      name,
      value: id,
      checked: id === live.given[0],
    })
    list.append(
      el(
        'label',
        { class: 'dialog-photo' },
        control,
        el('img', { src: picture, alt: '', loading: 'lazy' }),
        el('span', {}, about, ' – ', el('strong', {}, mayBePublic ? said.photo_public : said.photo_inside)),
      ),
    )
  }
  return {
    fields: [list, caption.field],
    read: () => {
      const id = list.querySelector<HTMLInputElement>('input:checked')?.value
      return id ? { ...live, given: [id], words: caption.control.value.trim() } : undefined
    },
  }
}

/** Asks how something alive is to be. What is new cannot be taken away. */
export async function askLive(asking: Asking, raw: string, { isNew }: { isNew: boolean }): Promise<Decided> {
  const { words: said } = asking
  const live = liveIn(raw)
  const which = dialogFor(raw)
  const title = el('h2', { id: freshId() }, which ? said[`dialog_${which}`] : said.edit_live)
  const status = el('p', { role: 'status', class: 'quiet', hidden: !which }, said.loading)
  const form = el('form', { method: 'dialog', class: 'form' }, title, status)
  const dialog = el('dialog', { class: 'editor-dialog', 'aria-labelledby': title.id }, form)
  let read: Part['read'] = () => undefined
  let decided: Decided

  const [shown] = isNew ? [] : await asking.lives([raw]).catch(() => [])
  if (shown)
    status.after(
      el('p', {}, el('strong', {}, shown.label), ` ${shown.detail}`),
      ...(shown.href ? [el('p', {}, el('a', { href: shown.href, target: '_blank' }, said.open_figure))] : []),
    )
  document.body.append(dialog)
  dialog.showModal()
  const closed = new Promise<void>((done) => dialog.addEventListener('close', () => done(), { once: true }))
  const decide = (what: () => Decided) => () => {
    decided = what()
    dialog.close()
  }
  const place = el('button', { type: 'submit', class: 'btn btn-main' }, said.place)
  const buttons = el(
    'div',
    { class: 'buttons' },
    ...(which ? [place] : []),
    ...(isNew
      ? []
      : [
          el(
            'button',
            { type: 'button', class: 'btn btn-plain', onclick: decide(() => 'remove') },
            said.remove,
          ),
        ]),
    el('button', { type: 'button', class: 'btn btn-quiet', onclick: decide(() => undefined) }, said.cancel),
  )
  form.append(buttons)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const next = read()
    if (next) decide(() => ({ raw: writeLive(next) }))()
  })
  if (which)
    try {
      const part =
        which === 'photo'
          ? await photoPart(asking, live)
          : { figure: figurePart, chart: chartPart, units: unitsPart }[which](
              asking,
              await asking.menu(),
              live,
            )
      status.hidden = true
      buttons.before(...part.fields)
      read = part.read
      form.querySelector<HTMLElement>('select, input')?.focus()
    } catch {
      status.hidden = false
      status.textContent = said.failed
    }
  await closed
  dialog.remove()
  return decided
}
