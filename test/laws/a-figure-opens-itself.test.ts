import { expect, test } from 'vitest'
import { demonstrationPassword } from '../../src/demo/people.ts'
import { useCopyOfDemonstration } from '../support/demonstration.ts'

// A figure opens exactly itself: what a page says is what the page behind its link says.

const system = useCopyOfDemonstration('figures_open')

/** Pages on which figures stand, for everybody and for officers. */
const places = {
  everybody: [
    '/',
    '/en',
    '/so-lieu',
    '/so-lieu?ky=2023',
    '/so-lieu?ky=2024-Q2',
    '/so-lieu?ky=2021-06..2024-05',
    '/don-vi/xa-rach-kien',
    '/don-vi/huyen-can-duoc',
    '/so-lieu?don-vi=xa-long-trach&ky=2023',
  ],
  'lanhdao.tinh': [
    '/so-lieu-chi-tiet/tinh-tay-ninh',
    '/so-lieu-chi-tiet/huyen-can-duoc?ky=2023',
    '/so-lieu-chi-tiet/xa-rach-kien?ky=2026-03',
    '/so-sanh-so-lieu/tinh-tay-ninh?ky=2025',
    '/so-sanh-so-lieu/huyen-can-duoc?ky=2022&theo=months',
    '/so-sanh-so-lieu/xa-rach-kien?ky=2024',
    '/hoc-tap/don-vi/xa-rach-kien?nam=2026',
    '/bao-cao/huyen-can-duoc/2023',
  ],
}

const plainText = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&amp;/g, '&')
    .trim()

type Told = { href: string; amount: string }

/** Cards that lead to their figure, and amounts that are links themselves. A number that is rounded in a sentence is none. */
function figuresOn(page: string): Told[] {
  const main = page.slice(page.indexOf('<main'))
  const cards = main
    .split('class="figure figure-link"')
    .slice(1)
    .map((card) => ({
      href: /href="([^"]*)"/.exec(card)?.[1] ?? '',
      amount: /class="figure-number">([^<]*)</.exec(card)?.[1] ?? '',
    }))
  const linked = [...main.matchAll(/<a [^>]*href="([^"]*)"[^>]*>((?:(?!<\/a>).)*)<\/a>/gs)].map(
    ([, href = '', words = '']) => ({ href, amount: plainText(words) }),
  )
  return [...cards, ...linked]
    .filter(
      ({ href, amount }) =>
        /^\/(en\/)?so-lieu(-chi-tiet)?\/.*\w\?/.test(href) && /^-?\d[\d.,]*$/.test(amount),
    )
    .map(({ href, amount }) => ({
      href: href.replaceAll('&amp;', '&'),
      amount: amount.replace(/^0(?=\d)/, ''),
    }))
}

/** What a page that is opened says of its figure. */
const amountOf = (page: string): string =>
  /class="figure-number">([^<]*)</.exec(page.slice(page.indexOf('<main')))?.[1] ?? 'no figure'

async function cookieOf(userName: string): Promise<string> {
  const { address } = system()
  const answer = await fetch(`${address}/dang-nhap`, {
    method: 'POST',
    headers: { origin: address },
    body: new URLSearchParams({ login: userName, password: demonstrationPassword }),
    redirect: 'manual',
  })
  expect(answer.status).toBe(303)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

test.each(Object.entries(places))(
  'each figure that %s sees opens itself',
  { timeout: 300_000 },
  async (who, from) => {
    const headers: Record<string, string> = who === 'everybody' ? {} : { cookie: await cookieOf(who) }
    const open = async (path: string) => {
      const answer = await fetch(system().address + path, { headers })
      expect(answer.status, path).toBe(200)
      return answer.text()
    }
    const wrong: string[] = []
    const opened = new Map<string, string>()
    for (const place of from) {
      const told = figuresOn(await open(place))
      expect(told.length, `${place} shows no figure that opens`).toBeGreaterThan(2)
      for (const { href, amount } of told.slice(0, 25)) {
        const found = opened.get(href) ?? amountOf(await open(href))
        opened.set(href, found)
        if (found !== amount) wrong.push(`${place} says ${amount}, ${href} says ${found}`)
      }
    }
    expect(wrong).toEqual([])
  },
)
