import type { Context } from 'hono'
import { take } from '#platform/forms/take'
import { t } from '#platform/i18n'
import { newId } from '#platform/ids'
import { addDays } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import { Button, Buttons, Choose, Flash, Form, type FormState, Tabs, TextField, WorkPage } from '#ui'
import { correctDocument } from '../correct-document.ts'
import { type Direction, directions, documentCorrection, documentEntry } from '../entry.ts'
import { keepPapers } from '../files/keep-papers.ts'
import { formForCorrecting, formForRegistering } from '../read.ts'
import { registerDocument } from '../register-document.ts'
import { CarriesFields, DocumentFields, PapersField, ThemesField } from './fields.tsx'
import { at, ticked, typeName } from './words.tsx'

type Registering = Awaited<ReturnType<typeof formForRegistering>>

/** Which numbers come next, of the types that have begun. */
function numberHint({ nextNumbers }: Registering): string {
  const numbers = [...nextNumbers]
    .map(([type, number]) =>
      t('documents.form.next_number', { type: typeName(type), number: String(number).padStart(2, '0') }),
    )
    .join('; ')
  return numbers === ''
    ? t('documents.form.number_first', { run: t('documents.form.this_term') })
    : t('documents.form.number_hint', { numbers })
}

async function registerPage(c: Context<Env>, form: FormState = {}) {
  const asked = String(form.typed?.unitId ?? c.req.query('don-vi') ?? '')
  const page = await formForRegistering(c.var.actor, asked || undefined)
  const wanted = String(form.typed?.direction ?? c.req.query('chieu') ?? 'issued')
  const direction: Direction = directions.find((one) => one === wanted) ?? 'issued'
  const here = (query: Record<string, string>) => `${at.register}?${new URLSearchParams(query)}`
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('documents.form.title')}
      lead={t('documents.form.lead')}
      crumbs={[{ href: at.list, label: t('documents.list.title') }]}
    >
      <Flash tone="warning">{t('documents.form.secret')}</Flash>
      <Tabs
        label={t('documents.form.direction')}
        tabs={directions.map((one) => ({
          href: here({ chieu: one, 'don-vi': page.unit.id }),
          label: t(`documents.direction.${one}`),
          current: one === direction,
        }))}
      />
      <ChooseUnit page={page} direction={direction} />
      <Form
        {...form}
        action={at.register}
        files
        hidden={{ id: String(form.typed?.id || newId()), direction, unitId: page.unit.id }}
      >
        <DocumentFields
          direction={direction}
          form={form}
          numberHint={numberHint(page)}
          symbolHint={
            direction === 'received'
              ? t('documents.form.symbol_hint_received')
              : page.issuing
                ? t('documents.form.symbol_hint_issued', { symbol: page.issuing.symbol })
                : t('documents.form.symbol_unset')
          }
        />
        <CarriesFields form={form} known={page.known} />
        <ThemesField themes={page.themes} form={form} />
        <PapersField form={form} />
        <Buttons sticky>
          <Button look="main" icon="done">
            {t('documents.form.save')}
          </Button>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

/** In whose register: another unit has other numbers and themes, so the form is asked for anew. */
function ChooseUnit({ page, direction }: { page: Registering; direction: Direction }) {
  return (
    <div class="register-unit">
      {page.units.length > 1 ? (
        <form method="get" action={at.register} class="search">
          <input type="hidden" name="chieu" value={direction} />
          <Choose
            name="don-vi"
            label={t('documents.form.unit')}
            value={page.unit.id}
            options={page.units.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Button>{t('documents.form.change_unit')}</Button>
        </form>
      ) : (
        <p>
          {t('documents.form.unit')}: <strong>{page.unit.name}</strong>
        </p>
      )}
      <p>
        <a href={at.numbering(page.unit.id)}>
          {t(page.issuing ? 'documents.numbering.link' : 'documents.form.symbol_set')}
        </a>
      </p>
    </div>
  )
}

/** The form for a new document. */
export const showRegisterPage = (c: Context<Env>) => registerPage(c)

/** Registers what was sent. */
export const register = (c: Context<Env>) =>
  take(
    c,
    documentEntry,
    async (entry, { typed, files }) => {
      const papers = await keepPapers((files.photos ?? []).filter(({ size }) => size > 0))
      await registerDocument(c.var.actor, entry, { themeIds: ticked(typed, 'themes'), papers })
      return entry.id
    },
    { to: (id) => `${at.one(id)}?da=vao-so`, page: (form) => registerPage(c, form) },
  )

async function correctPage(c: Context<Env>, form: FormState = {}) {
  const { document, themes, chosenThemes } = await formForCorrecting(c.var.actor, c.req.param('id') ?? '')
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('documents.correct.title')}
      above={document.symbol}
      lead={t('documents.correct.lead')}
      crumbs={[
        { href: at.list, label: t('documents.list.title') },
        { href: at.one(document.id), label: document.symbol },
      ]}
    >
      <Form {...form} action={`${at.one(document.id)}/sua`} hidden={{ seen: document.version }}>
        <DocumentFields
          direction={document.direction}
          form={form}
          given={{ ...document, lastDay: document.validTo && addDays(document.validTo, -1) }}
          symbolHint={t(
            document.direction === 'issued'
              ? 'documents.correct.symbol_hint'
              : 'documents.form.symbol_hint_received',
          )}
        />
        <ThemesField themes={themes} chosen={chosenThemes} form={form} />
        <TextField
          name="why"
          label={t('documents.correct.why')}
          hint={t('documents.correct.why_hint')}
          maxLength={500}
          required
          form={form}
        />
        <Buttons sticky>
          <Button look="main" icon="done">
            {t('documents.correct.save')}
          </Button>
        </Buttons>
      </Form>
    </WorkPage>,
  )
}

/** The form by which a registration is put right. */
export const showCorrectPage = (c: Context<Env>) => correctPage(c)

/** Puts a registration right. */
export function correct(c: Context<Env>) {
  const id = c.req.param('id') ?? ''
  return take(
    c,
    documentCorrection,
    (correction, { typed }) =>
      correctDocument(c.var.actor, id, correction, { themeIds: ticked(typed, 'themes') }),
    { to: `${at.one(id)}?da=sua`, page: (form) => correctPage(c, form) },
  )
}
