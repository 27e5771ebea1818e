import { type Context, Hono } from 'hono'
import { serveFile } from '#evidence'
import type { Indicator } from '#figures'
import { History, StepForm } from '#life'
import { takesForms } from '#platform/bodies'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { formatInstant, t } from '#platform/i18n'
import { today } from '#platform/time'
import { type Env, frameOf } from '#platform/web'
import { Badge, DataTable, Facts, type FormState, LinkButton, LongText, WorkPage } from '#ui'
import { correctFigure, withdrawFigure } from '../declare-figure.ts'
import { correctionEntry, withdrawalEntry } from '../entry.ts'
import { oneDeclared, paperToRead } from '../read.ts'
import { AmountFields } from './amount-fields.tsx'
import { SourceFields } from './form-page.tsx'
import { paperSent } from './paper-sent.ts'
import { at, daysInWords, figureAt, nameOf, partInWords, stateWord } from './words.tsx'

/** The name of an amount; of a part it says so. */
const nameIn = (asked: Shown['asked'], of: Indicator): string =>
  asked.some((one) => one.of.code === of.partOf)
    ? t('figures.of_which_name', { name: nameOf(of) })
    : nameOf(of)

type Refused = { correct?: FormState | undefined; withdraw?: FormState | undefined }

type Shown = Awaited<ReturnType<typeof oneDeclared>>

/** How to correct or withdraw it, for those who may. */
const Steps = ({
  shown: { figure, indicator, fields, may },
  correct = {},
  withdraw = {},
}: Refused & { shown: Shown }) => (
  <>
    {may.has('correct') ? (
      <StepForm
        action={`${at}/${figure.id}/sua`}
        version={figure.version}
        form={correct}
        folded={t('declared.correct.title')}
        files
        submit={{ label: t('declared.correct.save'), look: 'main' }}
      >
        <AmountFields asked={fields} parts={figure.parts} form={correct} />
        <SourceFields form={correct} own={figure} isStock={indicator.rule === 'stock'} />
        <LongText
          name="why"
          label={t('declared.field.why')}
          rows={2}
          maxLength={1000}
          required
          form={correct}
        />
      </StepForm>
    ) : null}
    {may.has('withdraw') ? (
      <StepForm
        action={`${at}/${figure.id}/rut`}
        version={figure.version}
        form={withdraw}
        folded={t('declared.withdraw.title')}
        submit={{ label: t('declared.withdraw.save'), look: 'danger' }}
      >
        <p class="quiet">{t('declared.withdraw.help')}</p>
        <LongText
          name="why"
          label={t('declared.field.why')}
          rows={2}
          maxLength={1000}
          required
          form={withdraw}
        />
      </StepForm>
    ) : null}
  </>
)

/** What it was before each step, and why. */
function Before({ shown: { asked, steps } }: { shown: Shown }) {
  const names = new Map(asked.map(({ of }) => [of.code, of]))
  return (
    <History
      title={t('declared.history')}
      entries={steps.map(({ event, was, why, who, takenAt }) => ({
        at: takenAt,
        who,
        title: t(`declared.event.${event}`),
        text: t('declared.was', {
          why,
          amounts: was.parts
            .map((part) => {
              const of = names.get(part.indicator)
              return of ? partInWords(part, of) : String(part.amount)
            })
            .join(' / '),
          days: daysInWords(was),
          who: was.countedBy,
          paper: was.paper,
        }),
      }))}
    />
  )
}

/** One declared figure: its amounts, days and source, what it was before, and how to correct or withdraw it. */
async function showDeclared(c: Context<Env>, { correct, withdraw }: Refused = {}) {
  const shown = await oneDeclared(c.var.actor, c.req.param('id') ?? '')
  const { figure, indicator, asked } = shown
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={nameOf(indicator)}
      above={`${figure.unitName} · ${daysInWords(figure)}`}
      badge={
        <>
          {' '}
          <Badge tone={figure.state === 'counted' ? 'done' : 'problem'}>{stateWord(figure.state)}</Badge>
        </>
      }
      crumbs={[{ href: at, label: t('declared.title') }]}
      flash={flashOf(c, 'declared.done')}
      actions={
        <LinkButton href={figureAt(figure.unitSlug, figure.indicator, figure)}>
          {t('declared.open_figure')}
        </LinkButton>
      }
    >
      <DataTable
        caption={t('declared.amounts')}
        quietCaption
        rows={asked}
        columns={[
          { head: t('declared.field.indicator'), title: true, cell: ({ of }) => nameIn(asked, of) },
          { head: t('declared.field.amount'), number: true, cell: (part) => partInWords(part, part.of) },
        ]}
      />
      <Facts
        items={[
          { label: t('declared.field.days'), value: daysInWords(figure) },
          { label: t('declared.field.counted_by'), value: figure.countedBy },
          { label: t('declared.field.paper'), value: figure.paper },
          {
            label: t('declared.field.document'),
            value: figure.documentSymbol ? (
              <a href={`/van-ban/${figure.documentId}`}>{figure.documentSymbol}</a>
            ) : (
              ''
            ),
          },
          {
            label: t('declared.field.file'),
            value: figure.fileSha256 ? <a href={`${at}/${figure.id}/van-ban`}>{figure.fileName}</a> : '',
          },
          { label: t('declared.field.note'), value: figure.note },
          { label: t('declared.field.besides'), value: figure.besides },
          { label: t('declared.field.written'), value: `${figure.who}, ${formatInstant(figure.writtenAt)}` },
        ]}
      />
      <Steps shown={shown} correct={correct} withdraw={withdraw} />
      <Before shown={shown} />
    </WorkPage>,
  )
}

const one = `${at}/:id{[0-9a-f-]{36}}` as const

/** A declared figure and its steps. */
export const figureDeclaredPages = new Hono<Env>()
  .get(one, (c) => showDeclared(c))
  .get(`${one}/van-ban`, async (c) => {
    const { file, name } = await paperToRead(c.var.actor, c.req.param('id'))
    return serveFile(c.req.raw, file, { cacheControl: 'private, max-age=3600', savedAs: name })
  })
  .post(`${one}/sua`, takesForms, (c) => {
    const id = c.req.param('id')
    return take(
      c,
      correctionEntry,
      async (entry, sent) => correctFigure(c.var.actor, id, entry, today(), await paperSent(sent)),
      {
        to: `${at}/${id}?da=sua`,
        page: (form) => showDeclared(c, { correct: form }),
      },
    )
  })
  .post(`${one}/rut`, (c) => {
    const id = c.req.param('id')
    return take(c, withdrawalEntry, (entry) => withdrawFigure(c.var.actor, id, entry), {
      to: `${at}/${id}?da=rut`,
      page: (form) => showDeclared(c, { withdraw: form }),
    })
  })
