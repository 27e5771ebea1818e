import type { Context } from 'hono'
import { button, take } from '#platform/forms/take'
import { sentenceOf, t } from '#platform/i18n'
import { isId } from '#platform/ids'
import { Problem } from '#platform/problem'
import { type Env, frameOf } from '#platform/web'
import { Button, Buttons, DataTable, FileField, LinkButton, ProblemSummary, SelectField, WorkPage } from '#ui'
import { importOutline, largestFile, writeOutline } from '../exchange.ts'
import { formForOutline, versionPage } from '../read.ts'
import { outlineHref, outlinesHref } from './addresses.ts'
import { crumbsOfOutlines } from './outline-page.tsx'

/** A version of an outline as a file. */
export async function downloadOutline(c: Context<Env>) {
  const version = Number(c.req.query('phien-ban')) || 0
  const { outline } = await versionPage(c.var.actor, c.req.param('code') ?? '', version)
  return c.body(writeOutline(outline), 200, {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': `attachment; filename="de-cuong-${outline.code}-${outline.version}.json"`,
  })
}

/** Where in a file something stands, in words: `sections.2.heading` is “Phần 3, Tên phần”. */
function whereIn(field: string): string {
  const [, number, part] = /^sections\.(\d+)(?:\.(.+))?$/.exec(field) ?? []
  if (number === undefined) return t(`outlines.file.${field.split('.')[0] || 'file'}`)
  return t('outlines.file.section', {
    number: Number(number) + 1,
    part: part ? t(`outlines.file.${part.split('.')[0]}`) : '',
  })
}

const isOfFile = (problems: Problem): boolean => problems.code === 'form_has_faults'

/** Choose a file; what is wrong in it is told by field. */
export async function importPage(c: Context<Env>, problems?: Problem) {
  const { units } = await formForOutline(c.var.actor)
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('outlines.import.title')}
      lead={t('outlines.import.lead')}
      crumbs={crumbsOfOutlines()}
    >
      {problems && isOfFile(problems) ? (
        <DataTable
          caption={t('outlines.import.faults', { count: problems.fields.length })}
          columns={[
            { head: t('outlines.import.where'), title: true, cell: ({ field }) => whereIn(field) },
            { head: t('outlines.import.what'), cell: (fault) => sentenceOf(fault) },
          ]}
          rows={problems.fields.slice(0, 100)}
        />
      ) : null}
      <form method="post" enctype="multipart/form-data" class="form" novalidate>
        <ProblemSummary problems={problems && !isOfFile(problems) ? problems : undefined} />
        <SelectField
          name="unitId"
          label={t('outlines.new.unit')}
          hint={t('outlines.new.unit_hint')}
          value={units.length === 1 ? units[0]?.id : undefined}
          choices={units.map(({ id, name }) => ({ value: id, label: name }))}
          required
        />
        <FileField
          name="file"
          label={t('outlines.import.file')}
          hint={t('outlines.import.file_hint')}
          choose={t('outlines.import.choose')}
          accept=".json,application/json"
        />
        <Buttons>
          <Button look="main">{t('outlines.import.do')}</Button>
          <LinkButton href={outlinesHref} look="quiet">
            {t('outlines.back')}
          </LinkButton>
        </Buttons>
      </form>
    </WorkPage>,
  )
}

/** Makes an outline of a file. */
export const takeIn = (c: Context<Env>) =>
  take(
    c,
    button,
    async (_, { typed, files }) => {
      const file = files.file?.[0]
      if (!isId(typed.unitId)) throw new Problem('field_is_no_choice', {}, { field: 'unitId' })
      if (!file || file.size === 0) throw new Problem('outline_file_is_missing', {}, { field: 'file' })
      if (file.size > largestFile)
        throw new Problem(
          'outline_file_is_too_large',
          { megabytes: largestFile / 1_048_576 },
          { field: 'file' },
        )
      return importOutline(c.var.actor, typed.unitId, new Uint8Array(await file.arrayBuffer()))
    },
    {
      to: (code) => `${outlineHref(code)}?da=nhap`,
      page: ({ problems }) => importPage(c, problems),
    },
  )
