import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

declare const window: {
  axe?: { run: (on: Document | { include: Element[] }, options: RunOptions) => Promise<AxeResults> }
  looks?: Map<string, Element>
}

/** Axe comes to a page by the protocol of the browser, which the policy of the page does not forbid, in half of the time of a script. */
async function bringAxe(page: Page): Promise<void> {
  if (await page.evaluate(() => window.axe !== undefined)) return
  const protocol = await page.context().newCDPSession(page)
  await protocol.send('Runtime.evaluate', { expression: axe })
  await protocol.detach()
}

const told = ({ violations }: AxeResults): string[] =>
  violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ html }) => html)
        .join(' | ')
        .slice(0, 600)}`,
  )

/** Looks whose contrast has been asked and found good. */
const goodLooks = new Set<string>()

/** What axe finds wrong on a page, as `rule: elements`. */
export async function axeFaults(page: Page): Promise<string[]> {
  const rules = { 'color-contrast': { enabled: false } }
  return [...(await askAxe(page, { rules })), ...(await contrastFaults(page))]
}

/**
 * Contrast takes two thirds of the time of axe and follows from the look of an element: colours, size of letters and what
 * lies behind. It is asked once of each look.
 */
export async function contrastFaults(page: Page): Promise<string[]> {
  const looks = await page.evaluate(rememberLooks)
  const fresh = looks.filter((look) => !goodLooks.has(look))
  if (fresh.length === 0) return []
  const faults = await askAxe(page, { runOnly: { type: 'rule', values: ['color-contrast'] } }, fresh)
  if (faults.length === 0) for (const look of fresh) goodLooks.add(look)
  return faults
}

/** Asks axe about a page, or about its elements of some looks. */
async function askAxe(page: Page, asked: RunOptions, looks?: string[]): Promise<string[]> {
  await bringAxe(page)
  const options: RunOptions = { ...asked, resultTypes: ['violations'] }
  const found = await page.evaluate(
    ({ options, looks }) => {
      const include = looks?.flatMap((look) => window.looks?.get(look) ?? [])
      return window.axe?.run(include ? { include } : document, options)
    },
    { options, looks },
  )
  if (!found) throw new Error('Axe did not run.')
  return told(found)
}

/** Runs in the page: keeps one element of each look in `window.looks`. */
function rememberLooks(): string[] {
  const looks = new Map<string, Element>()
  const behind = new Map<Element | null, string>()
  const backgroundOf = (element: Element | null): string => {
    const known = element ? behind.get(element) : ''
    if (known !== undefined || !element) return known ?? ''
    const { backgroundColor, backgroundImage, filter, mixBlendMode, opacity, position } =
      getComputedStyle(element)
    const own = [backgroundColor, backgroundImage, filter, mixBlendMode, opacity].join(' ')
    // What lies over others may have anything behind it.
    const place =
      position === 'static' || position === 'relative' ? '' : ` ${element.outerHTML.slice(0, 200)}`
    const isClear = own === 'rgba(0, 0, 0, 0) none none normal 1' && place === ''
    const all = backgroundOf(element.parentElement) + (isClear ? '' : `${own}${place}\n`)
    behind.set(element, all)
    return all
  }
  for (const element of document.querySelectorAll('body *')) {
    const hasText =
      element.matches('input, select, textarea') ||
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
    if (!hasText || !element.checkVisibility()) continue
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element)
    const look = [color, fontSize, fontWeight, textShadow, backgroundOf(element)].join('\n')
    if (!looks.has(look)) looks.set(look, element)
  }
  window.looks = looks
  return [...looks.keys()]
}
