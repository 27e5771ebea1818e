import type { Child } from 'hono/jsx'
import type { Actor } from '#access'
import type { Activity } from '#activities'
import { formatDay, formatNumber, t } from '#platform/i18n'
import { Button, Buttons, Facts, Form, type FormState, LongText, Section, Timeline } from '#ui'
import type { Doubt } from '../doubts-store.ts'
import type { Hold } from '../holds-store.ts'
import { holdsToLookAt } from '../look-at-answers.ts'
import { confirmationsOf, doubtsToSettle } from '../read.ts'
import { answersNeeded, isConfirmed, shownFrom, type Tally } from '../rules.ts'
import { crowdInWords } from './hold-pages.tsx'

const share = (part: number, whole: number): string =>
  t('confirmations.share', { part, percent: Math.floor((part * 100) / whole) })

/** How many codes went out and what came back; what was said only once it cannot be told whose it is. */
export function TallyFacts({ tally }: { tally: Tally }) {
  const { sent, answered, waiting } = tally
  const said =
    answered >= shownFrom
      ? [
          { label: t('confirmations.tally.happened'), value: share(tally.happened, answered) },
          { label: t('confirmations.tally.received'), value: share(tally.received, answered) },
          {
            label: t('confirmations.tally.partly'),
            value: tally.partly > 0 ? share(tally.partly, answered) : '',
          },
          {
            label: t('confirmations.tally.no'),
            value:
              tally.notHappened + tally.notReceived > 0
                ? t('confirmations.tally.no_value', {
                    happened: tally.notHappened,
                    received: tally.notReceived,
                  })
                : '',
          },
          {
            label: t('confirmations.tally.quality'),
            value:
              tally.rated >= shownFrom
                ? t('confirmations.tally.quality_value', {
                    average: formatNumber(Math.round(tally.quality * 10) / 10),
                  })
                : '',
          },
        ]
      : []
  return (
    <>
      <Facts
        items={[
          { label: t('confirmations.tally.sent'), value: formatNumber(sent) },
          { label: t('confirmations.tally.answered'), value: formatNumber(answered) },
          {
            label: t('confirmations.tally.waiting'),
            value: waiting > 0 ? t('confirmations.waiting', { count: waiting }) : '',
          },
          ...said,
        ]}
      />
      <p class="quiet">
        {isConfirmed(tally)
          ? t('confirmations.tally.confirmed')
          : t('confirmations.tally.needed', { count: answersNeeded(sent) })}
        {answered < shownFrom ? ` ${t('confirmations.tally.too_few', { count: shownFrom })}` : ''}
      </p>
    </>
  )
}

/** A question that people raised, and the form with which a checker settles it. */
export function DoubtForm({ doubt, form = {} }: { doubt: Doubt; form?: FormState }) {
  return (
    <Form {...form} action={`/dan-noi-khac/${doubt.id}`}>
      <LongText
        name="settlement"
        label={t('confirmations.doubt.settlement')}
        hint={t('confirmations.doubt.settlement_hint')}
        rows={2}
        maxLength={1000}
        required
        form={form}
      />
      <Buttons>
        <Button icon="done">{t('confirmations.doubt.settle')}</Button>
      </Buttons>
    </Form>
  )
}

function Doubts({ doubts }: { doubts: readonly Doubt[] }) {
  if (doubts.length === 0) return null
  const open = doubts.find(({ settledAt }) => settledAt === null)
  return (
    <>
      <Timeline
        label={t('confirmations.doubt.title')}
        items={doubts.map((doubt) => ({
          when: formatDay(doubt.raisedOn),
          title: t('confirmations.doubt.raised'),
          tone: doubt.settledAt === null ? ('problem' as const) : ('plain' as const),
          ...(doubt.settlerName
            ? { who: t('confirmations.doubt.settled_by', { name: doubt.settlerName }) }
            : {}),
          text: doubt.settlement ?? undefined,
        }))}
      />
      {open ? <DoubtForm doubt={open} /> : null}
    </>
  )
}

function Holds({ holds }: { holds: readonly Hold[] }) {
  if (holds.length === 0) return null
  const open = holds.find(({ settledAt }) => settledAt === null)
  return (
    <>
      <Timeline
        label={t('confirmations.hold.title')}
        items={holds.map((hold) => ({
          when: formatDay(hold.raisedOn),
          title: crowdInWords(hold),
          tone: hold.settledAt === null ? ('problem' as const) : ('plain' as const),
          ...(hold.settlerName
            ? {
                who: t(`confirmations.hold.${hold.counts ? 'counted_by' : 'refused_by'}`, {
                  name: hold.settlerName,
                }),
              }
            : {}),
          text: hold.settlement ?? undefined,
        }))}
      />
      {open ? (
        <p>
          <a href={`/cau-tra-loi-cho-xem/${open.id}`}>{t('confirmations.hold.look')}</a>
        </p>
      ) : null}
    </>
  )
}

/** What people said of a record, on its page. */
export async function answersOfActivity(actor: Actor, activity: Activity): Promise<Child> {
  const { tally, batches, doubts, holds, remarks, may } = await confirmationsOf(actor, activity)
  const isCounted = activity.state === 'accepted' || activity.state === 'recorded'
  const mayIssue = may.issue && isCounted
  if (batches.length === 0 && !mayIssue) return null
  return (
    <Section
      title={t('confirmations.title')}
      id="nguoi-dan"
      {...(mayIssue
        ? { link: { href: `/hoat-dong/${activity.id}/xac-nhan`, label: t('confirmations.codes') } }
        : {})}
    >
      {batches.length === 0 ? <p>{t('confirmations.not_asked')}</p> : <TallyFacts tally={tally} />}
      <Doubts doubts={doubts} />
      <Holds holds={holds} />
      {remarks.length > 0 ? (
        <>
          <h3>{t('confirmations.remarks')}</h3>
          <ul class="links">
            {remarks.map((remark) => (
              <li>{t('confirmations.quoted', { text: remark })}</li>
            ))}
          </ul>
        </>
      ) : null}
    </Section>
  )
}

/** Doubts that wait for this person. */
export async function doubtsOfMine(actor: Actor): Promise<Child> {
  const doubts = await doubtsToSettle(actor, 5)
  if (doubts.length === 0) return null
  return (
    <Section
      title={t('confirmations.doubt.title')}
      link={{ href: '/dan-noi-khac', label: t('confirmations.doubt.all') }}
    >
      <ul class="links">
        {doubts.map((doubt) => (
          <li>
            <a href={`/hoat-dong/${doubt.activityId}#nguoi-dan`}>
              {t('confirmations.doubt.line', {
                name: doubt.initiativeName,
                unit: doubt.unitName,
                day: formatDay(doubt.day),
              })}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Held answers that wait for this person. */
export async function holdsOfMine(actor: Actor): Promise<Child> {
  const holds = await holdsToLookAt(actor, 5)
  if (holds.length === 0) return null
  return (
    <Section
      title={t('confirmations.hold.title')}
      link={{ href: '/cau-tra-loi-cho-xem', label: t('confirmations.doubt.all') }}
    >
      <ul class="links">
        {holds.map((hold) => (
          <li>
            <a href={`/cau-tra-loi-cho-xem/${hold.id}`}>
              {t('confirmations.doubt.line', {
                name: hold.initiativeName,
                unit: hold.unitName,
                day: formatDay(hold.day),
              })}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  )
}
