import { type Context, Hono } from 'hono'
import { flashOf } from '#platform/forms/flash'
import { take } from '#platform/forms/take'
import { formatInstant, t } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { type Env, frameOf } from '#platform/web'
import {
  Badge,
  Button,
  Buttons,
  Form,
  type FormState,
  NumberField,
  PhotoGrid,
  Recording,
  Section,
  WorkPage,
} from '#ui'
import { ConsentsOfPhoto } from '../../consent/pages/of-photo.tsx'
import { consentsOfPhoto } from '../../consent/read.ts'
import { keptName, kindOf } from '../../kinds.ts'
import { addressOfSource } from '../../sources.ts'
import { coverEntry } from '../entry.ts'
import { fileToLookAt, lookAt } from '../look-at.ts'
import { asPercent, rectanglesTyped, spareRows } from '../rules.ts'

/** The browser entry in which rectangles are drawn. The form works without it. */
const coverScript = 'src/4-prove/evidence/cover/island/index.ts'

type File = Awaited<ReturnType<typeof fileToLookAt>>

const workAddress = (file: { sha256: string; mediaType: string }) => `/minh-chung/${keptName(file)}`

/** How far a file is on its way to the public. */
export function LookedAtBadge({ file }: { file: Pick<File, 'publicSha256' | 'covered' | 'isPublic'> }) {
  if (file.isPublic) return <Badge tone="done">{t('evidence.look.is_public')}</Badge>
  if (file.publicSha256 === null) return <Badge tone="neutral">{t('evidence.look.not_yet')}</Badge>
  return (
    <Badge tone="done">
      {file.covered.length > 0
        ? t('evidence.look.covered', { count: file.covered.length })
        : t('evidence.look.nothing_to_cover')}
    </Badge>
  )
}

/** One place to cover, in percent: what the finger draws, and what can be typed. */
function Row({ row, values, form }: { row: number; values: string[]; form: FormState }) {
  return (
    <fieldset class="cover-row" data-cover-row>
      <legend>{t('evidence.cover.place', { number: row + 1 })}</legend>
      {(['left', 'top', 'width', 'height'] as const).map((part, index) => (
        <NumberField
          name={`cover.${row}.${part}`}
          label={t(`evidence.cover.${part}`)}
          unit="%"
          value={values[index]}
          decimals
          form={form}
        />
      ))}
    </fieldset>
  )
}

function PhotoToCover({ file, form }: { file: File; form: FormState }) {
  const rows = file.covered.map(({ x, y, width, height }) => [x, y, width, height].map(asPercent))
  const typedRows = Object.keys(form.typed ?? {}).filter((name) => /^cover\.\d+\.left$/.test(name)).length
  const shown = Math.max(rows.length + spareRows, typedRows)
  return (
    <>
      <p>{t('evidence.cover.how')}</p>
      <div
        class="cover-board"
        data-cover
        data-words={JSON.stringify({
          add: t('evidence.cover.add'),
          remove: t('evidence.cover.remove'),
          place: t('evidence.cover.place_keys'),
        })}
      >
        <img
          src={workAddress(file)}
          alt={t('evidence.cover.photo')}
          width={file.width ?? undefined}
          height={file.height ?? undefined}
        />
      </div>
      <details class="cover-numbers" open>
        <summary>{t('evidence.cover.in_numbers')}</summary>
        <p class="quiet">{t('evidence.cover.in_numbers_help')}</p>
        {Array.from({ length: shown }, (_, row) => (
          <Row row={row} values={rows[row] ?? []} form={form} />
        ))}
      </details>
    </>
  )
}

async function coverPage(c: Context<Env>, form: FormState) {
  const file = await fileToLookAt(c.var.actor, c.req.param('id') ?? '')
  const isPhoto = kindOf(file.mediaType) === 'photo'
  const copy = file.publicSha256 === file.sha256 ? null : file.publicSha256
  const may = c.var.actor.may ?? []
  const consents = may.includes('consent.read') ? await consentsOfPhoto(c.var.actor, file) : undefined
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="check"
      width="narrow"
      title={t(isPhoto ? 'evidence.cover.title' : 'evidence.look.title')}
      lead={t('evidence.look.lead')}
      badge={<LookedAtBadge file={file} />}
      crumbs={[{ href: addressOfSource(file.sourceKind, file.sourceId), label: t('evidence.look.source') }]}
      flash={flashOf(c, 'evidence.look.flash')}
      scripts={isPhoto ? [coverScript] : []}
    >
      <Form {...form} action={`/minh-chung/${file.id}/che`}>
        {isPhoto ? (
          <PhotoToCover file={file} form={form} />
        ) : (
          <Recording file={{ ...file, src: workAddress(file), kind: kindOf(file.mediaType) }} />
        )}
        <Buttons>
          {isPhoto ? (
            <Button look="main" icon="done" name="act" value="cover">
              {t('evidence.cover.save')}
            </Button>
          ) : null}
          <Button look={isPhoto ? 'plain' : 'main'} name="act" value="nothing">
            {t('evidence.look.nothing_needs_covering')}
          </Button>
        </Buttons>
      </Form>
      {copy ? (
        <Section title={t('evidence.cover.public_copy')}>
          <PhotoGrid
            photos={[
              {
                src: `/minh-chung/${copy}.small.jpg`,
                href: `/minh-chung/${copy}.jpg`,
                alt: t('evidence.cover.public_copy'),
                caption: file.lookedAt
                  ? t('evidence.look.by', { name: file.lookedBy ?? '', at: formatInstant(file.lookedAt) })
                  : undefined,
              },
            ]}
          />
        </Section>
      ) : null}
      {consents ? <ConsentsOfPhoto consents={consents} attachmentId={file.id} may={may} /> : null}
    </WorkPage>,
  )
}

/** Looking at a file before the public does: covering faces and plates, or saying that nothing needs it. */
export const coverPages = new Hono<Env>()
  .get('/minh-chung/:id/che', (c) => coverPage(c, {}))
  .post('/minh-chung/:id/che', (c) => {
    const id = c.req.param('id')
    return take(
      c,
      coverEntry,
      async ({ act }, { typed }) => {
        const { rectangles, wrong } = act === 'cover' ? rectanglesTyped(typed) : { rectangles: [], wrong: [] }
        if (wrong.length > 0)
          throw new Problem(
            'form_has_faults',
            {},
            {
              fields: wrong.map(({ row, part }) => ({
                field: `cover.${row}.${part}`,
                code: 'cover_number_is_no_percent',
              })),
            },
          )
        if (act === 'cover' && rectangles.length === 0) throw new Problem('nothing_is_covered')
        await lookAt(c.var.actor, id, rectangles)
      },
      { to: `/minh-chung/${id}/che?da=xem`, page: (form) => coverPage(c, form) },
    )
  })
