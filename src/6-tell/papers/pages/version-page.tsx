import type { Context } from 'hono'
import { z } from 'zod'
import { fingerprintOf } from '#access'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { formatInstant, sentenceOf, t } from '#platform/i18n'
import type { Problem } from '#platform/problem'
import { type Env, frameOf } from '#platform/web'
import {
  Badge,
  type BadgeTone,
  Button,
  Buttons,
  Facts,
  Flash,
  Form,
  LinkButton,
  Section,
  Timeline,
  WorkPage,
} from '#ui'
import { sheetOf } from '../official-document.ts'
import { publishPaper } from '../publish-paper.ts'
import { type ReadVersion, readVersion } from '../read-version.ts'
import type { KeptSignature } from '../signature-store.ts'
import type { FrozenState, Step } from '../store.ts'
import { numberIn } from './asked.ts'
import { PaperSheet } from './paper-sheet.tsx'
import type { PaperSite } from './site.ts'

const tones: Record<FrozenState, BadgeTone> = {
  waiting: 'waiting',
  approved: 'waiting',
  returned: 'problem',
  issued: 'done',
  replaced: 'neutral',
  withdrawn: 'problem',
}

/** In which state a version is, in words. */
export const VersionState = ({ state }: { state: FrozenState }) => (
  <Badge tone={tones[state]}>{t(`report_reading.state.${state}`)}</Badge>
)

const publicity = z.object({ isPublic: z.string().optional() })

const Signatures = ({ signatures }: { signatures: readonly KeptSignature[] }) =>
  signatures.length === 0 ? null : (
    <Section title={t('report_reading.signatures')}>
      <Timeline
        label={t('report_reading.signatures')}
        items={signatures.map(({ envelope, signedAt, publicKey }) => ({
          title: `${envelope.position} ${envelope.signer}`,
          when: formatInstant(signedAt),
          text: t('report_reading.key', { fingerprint: fingerprintOf(publicKey) }),
        }))}
      />
    </Section>
  )

const Steps = ({ steps }: { steps: readonly Step[] }) => (
  <Section title={t('report_reading.steps')}>
    <Timeline
      label={t('report_reading.steps')}
      items={steps.map(({ kind, at, personName, words }) => ({
        title: t(`report_reading.step.${kind}`),
        when: formatInstant(at),
        who: personName ?? '–',
        text: words,
      }))}
    />
  </Section>
)

function Publishing({ page, here }: { page: ReadVersion; here: string }) {
  const { frozen: version, content } = page
  if (!page.mayPublish || (version.state !== 'issued' && !version.isPublic)) return null
  const inside = content.sections.filter(({ isRestricted }) => isRestricted)
  return (
    <Section title={t('report_reading.publishing')}>
      <p>
        {version.isPublic ? (
          <a href={`/bao-cao-cong-khai/${version.code}`}>{t('report_reading.is_public')}</a>
        ) : (
          t('report_reading.publishing_help')
        )}
      </p>
      <p>
        {inside.length === 0
          ? t('report_reading.nothing_inside')
          : t('report_reading.stays_inside', { sections: inside.map(({ heading }) => heading).join('; ') })}
      </p>
      <Form action={`${here}/cong-khai`} hidden={{ isPublic: version.isPublic ? 'no' : 'yes' }}>
        <Buttons>
          <Button look={version.isPublic ? 'plain' : 'main'}>
            {t(version.isPublic ? 'report_reading.unpublish' : 'report_reading.publish')}
          </Button>
        </Buttons>
      </Form>
    </Section>
  )
}

/** A frozen version as it was kept: nothing on it is read anew but whether it is in force. */
export async function versionPage(c: Context<Env>, site: PaperSite, problem?: Problem) {
  const page = await readVersion(c.var.actor, await site.dossierAt(c), numberIn(c.req.param('version')))
  const { frozen: version, content, versions } = page
  const { href: report, lead, crumbs } = site.frameOf(c, content.unit, content.period)
  const here = `${report}/ban/${version.version}`
  const latest = versions.find(({ state }) => state === 'issued')
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('report_reading.title', {
        paper: version.kind,
        unit: content.unit.name,
        version: version.version,
      })}
      lead={lead}
      crumbs={crumbs}
      flash={flashOf(c, 'report_reading.flash')}
      actions={
        <LinkButton href={`${report}/so-sanh?trai=${version.version}`}>
          {t('report_reading.compare')}
        </LinkButton>
      }
    >
      {problem ? <Flash tone="problem">{sentenceOf(problem)}</Flash> : null}
      {version.state === 'withdrawn' ? (
        <Flash tone="warning">{t('report_reading.withdrawn', { paper: version.kind })}</Flash>
      ) : null}
      {version.state === 'replaced' && latest ? (
        <Flash tone="info">
          <a href={`${report}/ban/${latest.version}`}>
            {t('report_reading.replaced', { version: latest.version })}
          </a>
        </Flash>
      ) : null}
      <Facts
        items={[
          { label: t('report_reading.state_label'), value: <VersionState state={version.state} /> },
          {
            label: t('report_reading.reason'),
            value: t(`report_reading.reasons.${version.reason}`, { paper: version.kind }),
          },
          { label: t('report_reading.frozen_at'), value: formatInstant(version.frozenAt) },
          {
            label: t('report_reading.issued_at'),
            value: version.issuedAt ? formatInstant(version.issuedAt) : '–',
          },
          {
            label: t('report_reading.code'),
            value: version.issuedAt ? (
              <a href={`/kiem-chung/${version.code}`}>{version.code}</a>
            ) : (
              version.code
            ),
          },
          { label: t('report_reading.hash'), value: <code class="hash">{version.hash}</code> },
        ]}
      />
      <p class="quiet">{t('report_reading.as_kept')}</p>
      <PaperSheet report={content} sheet={await sheetOf(content)} />
      <Signatures signatures={page.signatures} />
      <Steps steps={page.steps} />
      <Publishing page={page} here={here} />
    </WorkPage>,
  )
}

/** Opens a version to the public, or closes it. */
export const changePublic = (c: Context<Env>, site: PaperSite) =>
  take(
    c,
    publicity,
    async ({ isPublic }) => {
      const dossierId = await site.dossierAt(c)
      const { frozen } = await readVersion(c.var.actor, dossierId, numberIn(c.req.param('version')))
      await publishPaper(c.var.actor, frozen.id, isPublic === 'yes')
    },
    {
      to: `${c.req.path.replace(/\/cong-khai$/, '')}?da=doi`,
      page: ({ problems }) => versionPage(c, site, problems),
    },
  )
