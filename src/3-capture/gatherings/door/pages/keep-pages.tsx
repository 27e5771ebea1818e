import { type Context, Hono } from 'hono'
import { raw } from 'hono/html'
import QRCode from 'qrcode'
import { flashOf } from '#platform/forms/flash'
import { button, take } from '#platform/forms/take'
import { formatDay, formatNumber, t } from '#platform/i18n'
import { type Env, frameOf, originOf } from '#platform/web'
import {
  Button,
  Buttons,
  ChoiceField,
  Facts,
  Form,
  type FormState,
  LinkButton,
  NumberField,
  ScreenPage,
  Section,
  SelectField,
  WorkPage,
} from '#ui'
import { doorEntry, tapEntry } from '../entry.ts'
import { closeDoor, openDoor, type Screen, screenOf, tapIn } from '../open-door.ts'
import { asksChoices, stepSeconds } from '../rules.ts'

const script = 'src/3-capture/gatherings/door/screen/index.ts'

const inHalves = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`

/** What is on the screen at this moment: the picture, the same to be typed, how many are in. */
async function CodeNow({ screen, origin }: { screen: Screen; origin: string }) {
  const { door, code, is, inside } = screen
  if (!door || is !== 'open')
    return (
      <div class="screen-code" data-left={String(stepSeconds * 1000)}>
        <p class="screen-count">{t(`gatherings.screen.${is}`)}</p>
        <p class="screen-count">{t('gatherings.screen.inside', { count: inside })}</p>
      </div>
    )
  const picture = await QRCode.toString(`${origin}/diem-danh/${door.word}?m=${code}`, {
    type: 'svg',
    margin: 2,
    errorCorrectionLevel: 'M',
  })
  return (
    <div class="screen-code" data-left={String(screen.left)}>
      <div role="img" aria-label={t('gatherings.screen.picture')}>
        {raw(picture)}
      </div>
      <p class="screen-word">
        {t('gatherings.screen.or_type', { address: `${origin.replace(/^https?:\/\//, '')}/diem-danh` })}{' '}
        <strong>
          {inHalves(door.word)} {inHalves(code)}
        </strong>
      </p>
      <p class="screen-count">{t('gatherings.screen.inside', { count: inside })}</p>
      {screen.waiting > 0 ? (
        <p class="screen-count">{t('gatherings.doubt.waiting', { count: screen.waiting })}</p>
      ) : null}
    </div>
  )
}

async function screenPage(c: Context<Env>) {
  const screen = await screenOf(c.var.actor, c.req.param('id') ?? '')
  const { gathering, left } = screen
  return c.html(
    <ScreenPage
      site={c.var.site}
      title={gathering.title}
      lead={`${gathering.unitName} · ${gathering.startsAt}, ${formatDay(gathering.day)}`}
      nonce={c.var.nonce}
      script={script}
      refreshSeconds={Math.max(2, Math.ceil(left / 1000))}
      tools={
        <>
          <p class="screen-offline" role="alert" data-offline hidden>
            {t('gatherings.screen.offline')}
          </p>
          <p>
            {t('gatherings.screen.how', { seconds: stepSeconds })}{' '}
            <a href={`/hoc-tap/${gathering.id}/cua`}>{t('gatherings.screen.back')}</a>
          </p>
        </>
      }
    >
      <div data-screen={`/hoc-tap/${gathering.id}/man-hinh/ma`}>
        <CodeNow screen={screen} origin={originOf(c)} />
      </div>
    </ScreenPage>,
  )
}

function OpenForm({ screen, form }: { screen: Screen; form: FormState }) {
  const { gathering, door } = screen
  return (
    <Form {...form} action={`/hoc-tap/${gathering.id}/cua`}>
      <ChoiceField
        name="asks"
        label={t('gatherings.door.asks')}
        value={door?.asks ?? 'unit'}
        required
        form={form}
        choices={asksChoices.map((value) => ({ value, label: t(`gatherings.door.asks_${value}`) }))}
      />
      <NumberField
        name="most"
        label={t('gatherings.door.most')}
        hint={t('gatherings.door.most_hint')}
        value={door?.most}
        unit={t('gatherings.people')}
        form={form}
      />
      <Buttons>
        <Button look="main">{t(door ? 'gatherings.door.open_again' : 'gatherings.door.open')}</Button>
      </Buttons>
    </Form>
  )
}

function TapForm({ screen }: { screen: Screen }) {
  const { gathering, door, guests } = screen
  return (
    <Form action={`/hoc-tap/${gathering.id}/cua/them`}>
      {door?.asks === 'unit' ? (
        <SelectField
          name="unitId"
          label={t('gatherings.door.unit')}
          empty={t('gatherings.door.other_unit')}
          choices={guests.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      {door && door.asks !== 'nothing' ? (
        <ChoiceField
          name="member"
          label={t('gatherings.door.member')}
          value="yes"
          choices={[
            { value: 'yes', label: t('gatherings.door.member_yes') },
            { value: 'no', label: t('gatherings.door.member_no') },
          ]}
        />
      ) : null}
      <Buttons>
        <Button name="act" value="add" icon="record">
          {t('gatherings.door.tap')}
        </Button>
        <Button name="act" value="take" look="quiet">
          {t('gatherings.door.untap')}
        </Button>
      </Buttons>
    </Form>
  )
}

/** The door for the officer who keeps it: open, close, count in by hand, compare with the heads in the hall. */
async function doorPage(c: Context<Env>, form: FormState = {}) {
  const screen = await screenOf(c.var.actor, c.req.param('id') ?? '')
  const { gathering, door, is, inside, waiting } = screen
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="more"
      width="narrow"
      title={t('gatherings.door.keep_title')}
      lead={t('gatherings.door.keep_lead')}
      crumbs={[{ href: `/hoc-tap/${gathering.id}`, label: gathering.title }]}
      flash={flashOf(c, 'gatherings.door.flash')}
    >
      <Facts
        items={[
          { label: t('gatherings.door.is'), value: t(`gatherings.screen.${is}`) },
          { label: t('gatherings.door.inside_count'), value: formatNumber(inside) },
          {
            label: t('gatherings.doubt.label'),
            value: waiting > 0 ? t('gatherings.doubt.waiting', { count: waiting }) : '',
          },
          {
            label: t('gatherings.counts.heads'),
            value:
              gathering.headCount === null
                ? t('gatherings.counts.no_heads')
                : formatNumber(gathering.headCount),
          },
        ]}
      />
      {door && is === 'open' ? (
        <Buttons>
          <LinkButton look="main" href={`/hoc-tap/${gathering.id}/man-hinh`} icon="figures">
            {t('gatherings.door.show')}
          </LinkButton>
          <Button form="close" look="danger">
            {t('gatherings.door.close')}
          </Button>
        </Buttons>
      ) : null}
      {door ? <form id="close" method="post" action={`/hoc-tap/${gathering.id}/cua/dong`} hidden /> : null}
      {gathering.state === 'planned' && door ? (
        <Section title={t('gatherings.door.tap_title')}>
          <p>{t('gatherings.door.tap_help')}</p>
          <TapForm screen={screen} />
        </Section>
      ) : null}
      {gathering.state === 'planned' ? (
        <Section title={t(door ? 'gatherings.door.open_again' : 'gatherings.door.open')}>
          <OpenForm screen={screen} form={form} />
        </Section>
      ) : null}
      <p class="quiet">{t('gatherings.door.proves')}</p>
    </WorkPage>,
  )
}

/** The screen in the hall, and the door behind it. */
export const keepPages = new Hono<Env>()
  .get('/hoc-tap/:id/man-hinh', screenPage)
  .get('/hoc-tap/:id/man-hinh/ma', async (c) =>
    c.html(<CodeNow screen={await screenOf(c.var.actor, c.req.param('id'))} origin={originOf(c)} />),
  )
  .get('/hoc-tap/:id/cua', (c) => doorPage(c))
  .post('/hoc-tap/:id/cua', (c) => {
    const id = c.req.param('id')
    return take(c, doorEntry, (entry) => openDoor(c.var.actor, id, entry), {
      to: `/hoc-tap/${id}/cua?da=mo`,
      page: (form) => doorPage(c, form),
    })
  })
  .post('/hoc-tap/:id/cua/dong', (c) => {
    const id = c.req.param('id')
    return take(c, button, () => closeDoor(c.var.actor, id), { to: `/hoc-tap/${id}/cua?da=dong` })
  })
  .post('/hoc-tap/:id/cua/them', (c) => {
    const id = c.req.param('id')
    return take(
      c,
      tapEntry,
      async (entry) => {
        await tapIn(c.var.actor, id, entry)
        return entry.act === 'add' ? 'them' : 'bot'
      },
      { to: (done) => `/hoc-tap/${id}/cua?da=${done}`, page: ({ problems }) => doorPage(c, { problems }) },
    )
  })
