import type { Context } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { formatInstant, t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import { Badge, Card, EmptyState, Grid, LinkButton, Section, WorkPage } from '#ui'
import type { OutlineState } from '../draft-store.ts'
import { outlineList } from '../read.ts'
import { outlineHref, outlinesHref } from './addresses.ts'

type Listed = Awaited<ReturnType<typeof outlineList>>['outlines'][number]

const tones = { draft: 'waiting', issued: 'done', withdrawn: 'neutral' } as const

/** How far a version of an outline is. */
export const OutlineBadge = ({ state, version }: { state: OutlineState; version: number }) => (
  <Badge tone={tones[state]}>{t(`outlines.state.${state}`, { version })}</Badge>
)

/** For which periods an outline is, in words. */
export const periodsInWords = (periods: readonly string[]): string =>
  periods.map((kind) => t(`outlines.period.${kind}`)).join(', ')

/** Who made something when. */
export const madeBy = ({ writerName, writtenAt }: { writerName: string | null; writtenAt: Date }): string =>
  [writerName, formatInstant(writtenAt)].filter(Boolean).join(' · ')

function OutlineCards({ outlines }: { outlines: readonly Listed[] }) {
  return (
    <Grid size="normal">
      {outlines.map((outline) => (
        <Card
          title={outline.name}
          href={outlineHref(outline.code)}
          above={outline.unitName ?? t('outlines.of_software')}
          badge={<OutlineBadge state={outline.state} version={outline.version} />}
          foot={outline.unitId === null ? undefined : madeBy(outline)}
        >
          {t('outlines.list.about', {
            periods: periodsInWords(outline.periods),
            sections: outline.sections.length,
          })}
          {outline.faults > 0 ? (
            <>
              {' '}
              <Badge tone="problem" icon="warning">
                {t('outlines.list.faults', { count: outline.faults })}
              </Badge>
            </>
          ) : null}
        </Card>
      ))}
    </Grid>
  )
}

const parts = ['draft', 'issued', 'withdrawn'] as const

/** All outlines that somebody may read: drafts of their own, what is in force, what was withdrawn. */
export async function listPage(c: Context<Env>) {
  const { outlines, mayMake } = await outlineList(c.var.actor)
  const add = { href: `${outlinesHref}/them`, label: t('outlines.list.add') }
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('outlines.list.title')}
      lead={t('outlines.list.lead')}
      flash={flashOf(c, 'outlines.flash')}
      crumbs={[{ href: '/bao-cao', label: t('reports.title') }]}
      actions={
        mayMake ? (
          <>
            <LinkButton href={add.href} look="main" icon="record">
              {add.label}
            </LinkButton>
            <LinkButton href={`${outlinesHref}/nhap`}>{t('outlines.import.link')}</LinkButton>
          </>
        ) : undefined
      }
    >
      {parts.map((state) => {
        const some = outlines.filter((outline) => outline.state === state)
        if (some.length === 0 && (state === 'withdrawn' || !mayMake)) return null
        return (
          <Section title={t(`outlines.list.${state}`)}>
            {some.length === 0 ? (
              <EmptyState title={t(`outlines.list.no_${state}`)} action={add}>
                {t('outlines.list.empty_help')}
              </EmptyState>
            ) : (
              <OutlineCards outlines={some} />
            )}
          </Section>
        )
      })}
    </WorkPage>,
  )
}
