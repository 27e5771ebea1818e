import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { z } from 'zod'
import { takesFiles } from '#platform/bodies'
import { button, take } from '#platform/forms/take'
import { t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { spreadsheetHeaders, spreadsheetLimits } from '#platform/spreadsheet'
import { choice } from '#platform/spreadsheet-reading'
import { type Env, frameOf } from '#platform/web'
import {
  AsItWasRead,
  Button,
  Buttons,
  type Crumb,
  Form,
  type FormState,
  LinkButton,
  ProblemSummary,
  RowProblems,
  WorkPage,
} from '#ui'
import type { Confirmation, Import, ImportPreview, Judged } from './define.ts'
import { ChooseFile, RefusedFile } from './parts.tsx'

/** What a page on which a file is chosen shows above its form: a refused form, or what is wrong in the file. */
type Refused<Preview> = { form?: FormState; preview?: Preview }

type Head = { above?: Child; crumbs: readonly Crumb[] }

type Pages<
  In extends Record<string, string>,
  Column extends string,
  Plan extends Judged<Column>,
  Said,
  Result,
> = {
  of: Import<In, Column, Plan, Said, Result>
  /** Where a file is sent to. */
  at: string
  /** The messages of this import: title, lead, file, file_hint, confirm. */
  words: string
  /** Where the table goes, as far as the address says so. */
  within?(c: Context<Env>): Partial<In>
  /** What the form says of where it goes. */
  into?: z.ZodType<Partial<In>>
  /** The head of both pages, and fields above the file. @throws Problem where this person may not import */
  head(
    c: Context<Env>,
  ): Promise<Head & { fields?(form: FormState, preview: Preview<In, Column, Plan> | undefined): Child }>
  /** Another page on which the file is chosen, with its address. */
  choose?: {
    at(c: Context<Env>): string
    page(c: Context<Env>, refused: Refused<Preview<In, Column, Plan>>): Response | Promise<Response>
  }
  /** What stands above the title of a preview; the name of the file when absent. */
  above?(c: Context<Env>, preview: Preview<In, Column, Plan>): Child | Promise<Child>
  headingOf(column: Column): string
  /** What would be written. */
  shown(plan: Plan): Child
  /** What is asked before it is written. */
  asks?(plan: Plan, form: FormState): Child
  /** The words of the main button; `confirm` of the messages when absent. */
  confirm?(plan: Plan, count: number): string
  /** Where it leads when it is written; or the answer itself, of what is shown once. */
  to(result: Result, c: Context<Env>): string | Response | Promise<Response>
  template?: {
    name: string
    bytes(c: Context<Env>): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>
  }
}
type Preview<In, Column extends string, Plan> = ImportPreview<In, Column, Plan>

const confirmation = z.object({ fileHash: z.string().max(64), seen: z.string().max(64) })

/** The address at which a table is imported, with its query, and that of one preview beneath it. */
function addressesIn(c: Context<Env>) {
  const { pathname, search } = new URL(c.req.url)
  const at = pathname.replace(/\/[0-9a-f-]{36}(\/chon)?$/, '')
  return { at: `${at}${search}`, one: (id: string, step = '') => `${at}/${id}${step}${search}` }
}

/** The pages of an import of any kind. */
type AnyPages = Pages<Record<string, string>, string, Judged<string>, unknown, unknown>
type AnyPreview = ImportPreview<Record<string, string>, string, Judged<string>>

const withinOf = ({ within }: AnyPages, c: Context<Env>) => within?.(c) ?? {}
const idIn = (c: Context<Env>): string => c.req.param('import') ?? ''

async function choosePage(pages: AnyPages, c: Context<Env>, given: Refused<AnyPreview> = {}) {
  if (given.preview) c.status(422)
  if (pages.choose) return pages.choose.page(c, given)
  const { words, template, headingOf } = pages
  const { above, crumbs, fields } = await pages.head(c)
  const { form, preview } = given
  const action = addressesIn(c).at
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t(`${words}.title`)}
      above={above}
      lead={t(`${words}.lead`)}
      crumbs={crumbs}
    >
      {preview ? <RefusedFile preview={preview} headingOf={headingOf} /> : null}
      <ChooseFile
        action={action}
        words={words}
        form={form}
        template={template && action.replace(/(?=\?|$)/, '/mau.xlsx')}
      >
        {fields?.(form ?? {}, preview)}
      </ChooseFile>
    </WorkPage>,
  )
}

/** An expired or already confirmed preview starts over. */
function startOver(pages: AnyPages, c: Context<Env>, problems: unknown) {
  if (!(problems instanceof Problem) || problems.code !== 'import_has_expired') throw problems
  c.status(422)
  return choosePage(pages, c, { form: { problems } })
}

async function previewPage(pages: AnyPages, c: Context<Env>, form: FormState = {}) {
  const preview = await pages.of.previewOf(c.var.actor, idIn(c), withinOf(pages, c))
  const { plan, confirm, reading, notices } = preview
  const { at, one } = addressesIn(c)
  const home = pages.choose?.at(c) ?? at
  const { crumbs } = await pages.head(c)
  const count = confirm ? pages.of.count(plan) : 0
  const nothing = plan.problems.length > 0 ? 'imports.not_yet' : 'imports.nothing_to_write'
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('imports.preview')}
      above={pages.above ? await pages.above(c, preview) : preview.fileName}
      lead={t(count > 0 ? 'imports.preview_lead' : nothing)}
      crumbs={[...crumbs, { href: home, label: t(`${pages.words}.title`) }]}
    >
      <ProblemSummary problems={form.problems} />
      <AsItWasRead reading={reading} notices={notices} action={one(idIn(c), '/chon')} />
      {preview.mayBeSkipped > 0 ? (
        <Form action={one(idIn(c), '/chon')} hidden={{ skip: '1' }}>
          <Buttons>
            <Button>{t('imports.skip', { count: preview.mayBeSkipped })}</Button>
          </Buttons>
        </Form>
      ) : null}
      {plan.problems.length > 0 ? (
        <RowProblems problems={plan.problems} headingOf={pages.headingOf} />
      ) : (
        pages.shown(plan)
      )}
      {confirm && count > 0 ? (
        <Form
          {...form}
          action={one(confirm.importId)}
          hidden={{ fileHash: confirm.fileHash, seen: confirm.seen }}
        >
          {pages.asks?.(plan, form)}
          <Buttons sticky>
            <Button look="main" icon="done" busy={t('imports.writing')}>
              {pages.confirm?.(plan, count) ?? t(`${pages.words}.confirm`, { count })}
            </Button>
            <LinkButton href={home} look="quiet">
              {t('imports.other_file')}
            </LinkButton>
          </Buttons>
        </Form>
      ) : (
        <LinkButton href={home}>{t('imports.other_file')}</LinkButton>
      )}
    </WorkPage>,
  )
}

/** The preview with what is wrong; from the beginning where there is none any more. */
const again = (pages: AnyPages, c: Context<Env>, form: FormState & { problems: Problem }) =>
  form.problems.code === 'import_has_expired'
    ? startOver(pages, c, form.problems)
    : previewPage(pages, c, form).catch((problems) => startOver(pages, c, problems))

const takeFile = (pages: AnyPages, c: Context<Env>) =>
  take(
    c,
    pages.into ?? button,
    async (said, { files }) => {
      const file = files.file?.[0]
      if (!file) throw new Problem('spreadsheet_is_missing', {}, { field: 'file' })
      const into = { ...withinOf(pages, c), ...said } as Record<string, string>
      return pages.of.preview(c.var.actor, into, { name: file.name, bytes: await file.bytes() })
    },
    {
      to: (preview) =>
        preview.importId === undefined
          ? choosePage(pages, c, { preview })
          : addressesIn(c).one(preview.importId),
      page: (form) => choosePage(pages, c, { form }),
    },
  )

const takeChoice = (pages: AnyPages, c: Context<Env>) =>
  take(c, choice, (said) => pages.of.choose(c.var.actor, idIn(c), said, withinOf(pages, c)), {
    to: addressesIn(c).one(idIn(c)),
    page: (form) => again(pages, c, form),
  })

const takeConfirmation = (pages: AnyPages, c: Context<Env>) =>
  take(
    c,
    z.intersection(confirmation, pages.of.says ?? button),
    (said) => {
      const confirmed: Confirmation = { importId: idIn(c), ...said }
      return pages.of.confirm(c.var.actor, confirmed, withinOf(pages, c))
    },
    {
      to: (result) => pages.to(result, c),
      page: (form) => again(pages, c, form),
    },
  )

/** The pages of an import: choose a file, see what it would do, confirm it. */
export function importPages<
  In extends Record<string, string>,
  Column extends string,
  Plan extends Judged<Column>,
  Said,
  Result,
>(given: Pages<In, Column, Plan, Said, Result>): Hono<Env> {
  const pages = given as unknown as AnyPages
  const { at, template } = pages
  const one = `${at}/:import{[0-9a-f-]{36}}` as const
  const routes = new Hono<Env>()
  if (template)
    routes.get(`${at}/mau.xlsx`, async (c) =>
      c.body(await template.bytes(c), 200, spreadsheetHeaders(template.name)),
    )
  if (!pages.choose) routes.get(at, (c) => choosePage(pages, c))
  return routes
    .post(at, takesFiles(spreadsheetLimits.bytes), (c) => takeFile(pages, c))
    .get(one, (c) => previewPage(pages, c).catch((fault) => startOver(pages, c, fault)))
    .post(`${one}/chon`, (c) => takeChoice(pages, c))
    .post(one, (c) => takeConfirmation(pages, c))
}
