import { type Context, Hono } from 'hono'
import sharp from 'sharp'
import { formatInstant, inLanguage, t } from '#platform/i18n'
import { receiptFrom } from '#platform/receipt'
import { type Env, securityHeaders } from '#platform/web'
import { AppPage, Facts, filesOf, LinkButton, SignInPage, workerScript } from '#ui'

const app = 'src/3-capture/phone/browser/app.tsx'
const home = '/ghi/'

/** The mark of the system as an icon, with room around it for phones that cut icons round. */
const icon =
  "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 48 48'><rect width='48' height='48' fill='#941f1d'/>" +
  "<g transform='translate(7 6) scale(.7)'><g fill='none' stroke='#e9c46a' stroke-width='2.6' stroke-linecap='round'>" +
  "<path d='M8 32c3 6 9 9 16 9s13-3 16-9'/></g><path fill='#f6dfa4' d='M22 32C13 31 9 25 9.500 18c6.500.5 10.500 5 12.500 14zM26 32c9-1 13-7 12.500-14C32 18.500 28 23 26 32z'/>" +
  "<path fill='#fff8e7' d='M24 33c-6-7.500-6-17.500 0-26 6 8.500 6 18.500 0 26z'/></g></svg>"

/**
 * The page around the app. It is the same for everybody and in Vietnamese until the app has read which language its owner
 * speaks: a phone keeps it, and it must not hold anybody's name.
 */
const shell = (c: Context<Env>): Promise<string> =>
  inLanguage('vi', async () =>
    String(
      await (
        <AppPage
          site={c.var.site}
          title={t('phone.app.name')}
          description={t('phone.app.description')}
          script={app}
          manifestHref="/ghi/ung-dung.webmanifest"
          iconHref="/ghi/bieu-tuong.svg"
        >
          <div class="page-head">
            <h1>{t('phone.app.home')}</h1>
            <p class="lead">{t('phone.app.opening')}</p>
          </div>
          <noscript>
            <p>{t('phone.app.no_script')}</p>
            <LinkButton href="/ghi-hoat-dong" look="main">
              {t('phone.app.to_plain')}
            </LinkButton>
          </noscript>
        </AppPage>
      ),
    ),
  )

/** The app runs its own scripts and no others, and talks with this system alone. */
const shellHeaders = {
  ...securityHeaders(null),
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  'cache-control': 'no-cache',
}

const manifest = () => ({
  id: home,
  name: t('phone.app.name'),
  short_name: t('phone.app.short'),
  description: t('phone.app.description'),
  lang: 'vi',
  start_url: home,
  scope: home,
  display: 'standalone',
  background_color: '#faf5ec',
  theme_color: '#8f1d1d',
  icons: [
    { src: '/ghi/bieu-tuong.svg', type: 'image/svg+xml', sizes: 'any' },
    ...[192, 512].map((size) => ({
      src: `/ghi/bieu-tuong-${size}.png`,
      type: 'image/png',
      sizes: `${size}x${size}`,
      purpose: 'any maskable',
    })),
  ],
})

const painted = new Map<string, Promise<Buffer>>()

/** An icon in pixels, painted at the first use. */
function iconOf(size: '192' | '512'): Promise<Buffer> {
  const there =
    painted.get(size) ?? sharp(Buffer.from(icon), { density: 900 }).resize(Number(size)).png().toBuffer()
  painted.set(size, there)
  return there
}

function receiptPage(c: Context<Env>) {
  const receipt = receiptFrom(c.req.param('word') ?? '')
  if (c.req.header('accept')?.includes('application/json'))
    return receipt ? c.json(receipt) : c.json({ code: 'receipt_is_not_ours' }, 404)
  const page = (
    <SignInPage
      site={c.var.site}
      title={t('phone.receipt.title')}
      lead={receipt ? t('phone.receipt.valid') : t('phone.receipt.invalid')}
    >
      {receipt ? (
        <>
          <p>{t(`phone.receipt.${receipt.kind}`, { at: formatInstant(new Date(receipt.at)) })}</p>
          <Facts
            items={[
              { label: t('phone.receipt.id'), value: receipt.id },
              { label: t('phone.receipt.hash'), value: receipt.sha256 },
            ]}
          />
          {receipt.kind === 'record' ? (
            <LinkButton href={`/hoat-dong/${receipt.id}`}>{t('phone.receipt.to_record')}</LinkButton>
          ) : null}
        </>
      ) : null}
    </SignInPage>
  )
  return c.html(page, receipt ? 200 : 404, securityHeaders(null))
}

/**
 * The app for recording without a network, and the check of a receipt. Open before anybody signs in: nothing of anybody
 * is in them, and a phone whose session has ended must still open.
 */
export const phonePages = new Hono<Env>()
  .get('/ghi', (c) => c.redirect(home, 303))
  .get('/ghi/', async (c) => c.html(await shell(c), 200, shellHeaders))
  .get('/ghi/sw.js', async (c) =>
    c.body(workerScript(await shell(c), filesOf(app, 'src/ui/style.css')), 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
    }),
  )
  .get('/ghi/ung-dung.webmanifest', (c) =>
    inLanguage('vi', () =>
      c.body(JSON.stringify(manifest()), 200, {
        'content-type': 'application/manifest+json; charset=utf-8',
        'cache-control': 'no-cache',
      }),
    ),
  )
  .get('/ghi/bieu-tuong.svg', (c) =>
    c.body(icon, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' }),
  )
  .get('/ghi/:icon{bieu-tuong-(192|512)\\.png}', async (c) => {
    const size = c.req.param('icon').includes('512') ? '512' : '192'
    return c.body(new Uint8Array(await iconOf(size)), 200, {
      'content-type': 'image/png',
      'cache-control': 'public, max-age=86400',
    })
  })
  .get('/bien-nhan/:word', receiptPage)
