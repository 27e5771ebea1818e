import type { Page } from 'playwright-core'
import { axeFaults } from './axe.ts'
import { type Listed, parts } from './listed-pages.ts'
import { sizes } from './system.ts'

/** Axe takes many seconds for pages of thousands of elements: these are asked on the phone, where nothing is left out. */
const mostElements = 3000

/**
 * Opens a page on a phone and looks at it there and on a PC: it has the status that its list expects and is not moved, axe finds
 * nothing, nothing is wider than the window, the browser complains of nothing, there is one title, and it says that it is of a
 * demonstration.
 */
export async function faultsOf(
  page: Page & { complaints: string[] },
  listed: Listed,
  look: (page: Page) => Promise<string[]> = faultsAsItStands,
): Promise<string[]> {
  page.complaints.length = 0
  const [address, status] = parts(listed)
  const answer = await page.goto(address)
  const found = await look(page)
  return [
    ...found,
    ...page.complaints,
    ...(answer?.status() === status ? [] : [`answered ${answer?.status()} instead of ${status}`]),
    ...(answer?.request().redirectedFrom() ? [`moved to ${page.url()}`] : []),
    ...((await page.locator('h1').count()) === 1 ? [] : ['not one h1']),
    ...((await page.locator('.demonstration').count()) > 0
      ? []
      : ['does not say that it is a demonstration']),
  ]
}

/** The same of a page as it stands, a form that came back refused, say; without what only a page that is opened tells. */
export async function faultsAsItStands(page: Page): Promise<string[]> {
  const onPhone = await faultsAtThisSize(page)
  await page.setViewportSize(sizes.desktop)
  const isAsked = (await page.locator('*').count()) <= mostElements
  const onPc = isAsked ? await faultsAtThisSize(page) : await tooWide(page)
  await page.setViewportSize(sizes.phone)
  return [...onPhone.map((fault) => `phone: ${fault}`), ...onPc.map((fault) => `PC: ${fault}`)]
}

/** The same of a page in another language, where only room is asked at the second size. */
export const faultsOfTranslation = (page: Page & { complaints: string[] }, listed: Listed) =>
  faultsOf(page, listed, async () => {
    const onPhone = await faultsAtThisSize(page)
    await page.setViewportSize(sizes.desktop)
    const onPc = await tooWide(page)
    await page.setViewportSize(sizes.phone)
    return [...onPhone, ...onPc]
  })

/** What axe finds wrong on a page as it stands, and by how much it is wider than the window. */
export const faultsAtThisSize = async (page: Page): Promise<string[]> => [
  ...(await axeFaults(page)),
  ...(await tooWide(page)),
]

async function tooWide(page: Page): Promise<string[]> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  return overflow > 1 ? [`wider than the window by ${overflow} px`] : []
}
