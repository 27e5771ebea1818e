import type { Context } from 'hono'
import { fingerprintOf, signingAsksForCode } from '#access'
import { flashOf } from '#platform/forms/flash'
import { formatDay, formatInstant, t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import { Badge, type BadgeTone, EmptyState, Facts, Flash, LinkButton, Section, Timeline, WorkPage } from '#ui'
import { type Life, lastStep } from '../life.ts'
import { type Sheet, sheetOf } from '../official-document.ts'
import { type Arrangement, asIssued } from '../rules.ts'
import type { FrozenPaper } from '../store.ts'
import { type Forms, GoneForms, LifeActions } from './life-actions.tsx'
import { PaperSheet } from './paper-sheet.tsx'
import type { PaperSite } from './site.ts'
import { Returned } from './standing-band.tsx'

const tones: Record<string, BadgeTone> = {
  waiting: 'waiting',
  approved: 'waiting',
  returned: 'problem',
  issued: 'done',
  withdrawn: 'problem',
}
const stateOf = ({ state, frozen }: Life): string => (state === 'draft' ? 'draft' : (frozen?.state ?? state))

/** The page of the life of a paper: where it stands, what comes next, exactly what is signed, what became of it. */
export async function lifePage(c: Context<Env>, site: PaperSite, forms: Forms = {}) {
  const asksForCode = await signingAsksForCode(c.var.actor)
  const { life, frame, arrangeHref, beforeFrozen, ownName } = await site.lifeAt(c)
  const { href, lead, crumbs } = frame
  const state = stateOf(life)
  const sheet = life.state !== 'draft' && life.frozen ? await sheetOf(asIssued(life.frozen)) : undefined
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      title={t('report_frozen.title', { paper: life.kind, unit: life.unit.name })}
      lead={lead}
      badge={
        <>
          {' '}
          <Badge tone={tones[state] ?? 'neutral'}>{t(`report_frozen.state.${state}`)}</Badge>
        </>
      }
      crumbs={crumbs}
      flash={flashOf(c, 'report_frozen.done', { paper: life.kind })}
    >
      <News life={life} />
      {life.frozen || !life.may.compose ? <FrozenFacts life={life} href={href} file={site.file} /> : null}
      <GoneForms life={life} forms={forms} />
      {life.state === 'draft' && life.may.compose ? beforeFrozen?.(forms) : null}
      <LifeActions
        life={life}
        here={`${href}/trinh-ky`}
        forms={forms}
        asksForCode={asksForCode}
        ownName={ownName}
      />
      {life.frozen && sheet ? <Content frozen={life.frozen} sheet={sheet} /> : null}
      <History life={life} report={href} />
      <Way life={life} arrangeHref={arrangeHref} />
    </WorkPage>,
  )
}

/** What anyone who opens the page has to know first. */
function News({ life }: { life: Life }) {
  const withdrawn = life.state === 'withdrawn' ? lastStep(life.steps, 'withdrawn') : undefined
  return (
    <>
      {life.returned ? <Returned step={life.returned} /> : null}
      {withdrawn ? (
        <Flash tone="problem">
          {t('report_frozen.withdrawn', {
            who: withdrawn.personName ?? '–',
            instant: formatInstant(withdrawn.at),
            words: withdrawn.words,
          })}
        </Flash>
      ) : null}
      {life.evidenceGone.length > 0 ? (
        <Flash tone="warning">
          <p>{t('report_frozen.evidence_gone')}</p>
          <ul>
            {life.evidenceGone.map(({ heading, caption }) => (
              <li>
                {t('report_frozen.evidence_gone_line', {
                  heading,
                  caption: caption || t('report_frozen.no_caption'),
                })}
              </li>
            ))}
          </ul>
        </Flash>
      ) : null}
    </>
  )
}

function FrozenFacts({ life, ...where }: { life: Life; href: string; file: string }) {
  const { frozen, signatures } = life
  if (!frozen)
    return (
      <EmptyState title={t('report_frozen.no_versions')}>{t('report_frozen.no_versions_help')}</EmptyState>
    )
  return (
    <>
      <p class="quiet">
        {t('report_frozen.frozen_line', {
          version: frozen.version,
          reason: t(`report_frozen.reason.${frozen.reason}`, { paper: frozen.kind }),
          who: frozen.frozenByName ?? '–',
          instant: formatInstant(frozen.frozenAt),
        })}
      </p>
      {frozen.pdf ? <FilesOf version={frozen.version} {...where} /> : null}
      <details>
        <summary>{t('report_frozen.about')}</summary>
        <Facts
          items={[
            { label: t('report_frozen.number'), value: frozen.symbol ?? '' },
            { label: t('report_frozen.issued_on'), value: frozen.issuedOn ? formatDay(frozen.issuedOn) : '' },
            {
              label: t('report_frozen.register'),
              value: frozen.documentId ? <a href={`/van-ban/${frozen.documentId}`}>{frozen.symbol}</a> : '',
            },
            { label: t('report_frozen.code'), value: frozen.code },
            { label: t('report_frozen.hash'), value: <code class="breaks">{frozen.hash}</code> },
            {
              label: t('report_frozen.signatures'),
              value:
                signatures.length === 0 ? (
                  ''
                ) : (
                  <ul class="plain-list">
                    {signatures.map(({ envelope, signedAt, publicKey }) => (
                      <li>
                        {t('report_frozen.signed_line', {
                          signer: envelope.signer,
                          position: envelope.position,
                        })}
                        {` · ${formatInstant(signedAt)} · ${t('report_frozen.key', { fingerprint: fingerprintOf(publicKey) })}`}
                      </li>
                    ))}
                  </ul>
                ),
            },
          ]}
        />
      </details>
    </>
  )
}

const FilesOf = ({ version, href, file }: { version: number; href: string; file: string }) => (
  <p>
    <LinkButton href={`${href}/ban/${version}/${file}.docx`} icon="download" download>
      {t('reports.docx')}
    </LinkButton>{' '}
    <LinkButton href={`${href}/ban/${version}/${file}.pdf`} icon="download" download>
      {t('reports.pdf')}
    </LinkButton>
  </p>
)

/** Exactly what is signed. */
const Content = ({ frozen: { content }, sheet }: { frozen: FrozenPaper; sheet: Sheet }) => (
  <>
    <h2 id="noi-dung">{t('report_frozen.what_is_signed')}</h2>
    <PaperSheet report={content} sheet={sheet} />
  </>
)

function History({ life: { kind, steps, versions }, report }: { life: Life; report: string }) {
  if (steps.length === 0) return null
  return (
    <details>
      <summary>{t('report_frozen.history')}</summary>
      <Timeline
        label={t('report_frozen.history')}
        items={steps.toReversed().map((step) => ({
          when: formatInstant(step.at),
          title: `${t(`report_frozen.step.${step.kind}`)} · ${t('report_frozen.version', { version: step.version })}`,
          ...(step.personName ? { who: step.personName } : {}),
          text:
            [step.words, ...step.remarks.map(({ words }) => words)].filter(Boolean).join(' · ') || undefined,
        }))}
      />
      <h3>{t('report_frozen.versions')}</h3>
      <ul class="plain-list">
        {versions.map(({ version, state, reason, symbol, frozenAt }) => (
          <li>
            <a href={`${report}/ban/${version}`}>{t('report_frozen.version', { version })}</a>{' '}
            <span class="quiet">
              {[
                t(`report_frozen.state.${state}`),
                t(`report_frozen.reason.${reason}`, { paper: kind }),
                symbol,
                formatInstant(frozenAt),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

const inWords = ({ levels, signers, mayBeAlone }: Arrangement): string =>
  [
    t('report_frozen.way_in_words', {
      levels: levels.length,
      roles: levels.map((role) => t(`report_frozen.role.${role}`)).join(', '),
      signers,
    }),
    mayBeAlone ? t('report_frozen.way_alone') : '',
  ]
    .filter(Boolean)
    .join(' ')

const Way = ({ life, arrangeHref }: { life: Life; arrangeHref: string | undefined }) => (
  <Section title={t('report_frozen.way')}>
    <p>{inWords(life.arrangement)}</p>
    {arrangeHref ? (
      <p>
        <a href={arrangeHref}>{t('report_frozen.way_link')}</a>
      </p>
    ) : null}
  </Section>
)
