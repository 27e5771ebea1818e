import type { Context } from 'hono'
import { t } from '#platform/i18n'
import { newId } from '#platform/ids'
import { submit } from '#platform/submit'
import { addDays } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import { Button, Buttons, Flash, Form, type FormState, Tabs, TextField, WorkPage } from '#ui'
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

async function registerPage(c: Context<Env>, form: FormState, status: 200 | 422) {
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
    status,
  )
}

/** In whose register: another unit has other numbers and themes, so the form is asked for anew. */
function ChooseUnit({ page, direction }: { page: Registering; direction: Direction }) {
  return (
    <div class="register-unit">
      {page.units.length > 1 ? (
        <form method="get" action={at.register} class="search">
          <input type="hidden" name="chieu" value={direction} />
          <label class="choose">
            <span>{t('documents.form.unit')}</span>
            <select class="select" name="don-vi">
              {page.units.map(({ id, name }) => (
                <option value={id} selected={id === page.unit.id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
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
export const showRegisterPage = (c: Context<Env>) => registerPage(c, {}, 200)

/** Registers what was sent. */
export async function register(c: Context<Env>) {
  const sent = await submit(c.req.raw, documentEntry, async (entry, { typed, files }) => {
    const papers = await keepPapers(
      (files.photos ?? [])
        .filter((file) => file.size > 0)
        .map((file) => ({
          name: file.name,
          bytes: async () => new Uint8Array(await file.arrayBuffer()),
        })),
    )
    await registerDocument(c.var.actor, entry, { themeIds: ticked(typed, 'themes'), papers })
    return entry.id
  })
  if (!sent.problems) return c.redirect(`${at.one(sent.result)}?da=vao-so`, 303)
  if (sent.problems.code === 'not_found_or_not_allowed') throw sent.problems
  return registerPage(c, sent, 422)
}

async function correctPage(c: Context<Env>, form: FormState, status: 200 | 409 | 422) {
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
    status,
  )
}

/** The form by which a registration is put right. */
export const showCorrectPage = (c: Context<Env>) => correctPage(c, {}, 200)

/** Puts a registration right. */
export async function correct(c: Context<Env>) {
  const id = c.req.param('id') ?? ''
  const sent = await submit(c.req.raw, documentCorrection, (correction, { typed }) =>
    correctDocument(c.var.actor, id, correction, { themeIds: ticked(typed, 'themes') }),
  )
  if (!sent.problems) return c.redirect(`${at.one(id)}?da=sua`, 303)
  if (sent.problems.code === 'not_found_or_not_allowed') throw sent.problems
  return correctPage(c, sent, sent.problems.code === 'seen_is_outdated' ? 409 : 422)
}
