import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

declare const window: {
  axe?: { run: (on: Document | { include: Element[] }, options: RunOptions) => Promise<AxeResults> }
  hidden?: Element[]
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

/** What axe finds wrong on a page, as `rule: elements`; only by the rules given, where some are. */
export async function axeFaults(page: Page, rules?: string[]): Promise<string[]> {
  await bringAxe(page)
  const options: RunOptions = {
    resultTypes: ['violations'],
    ...(rules ? { runOnly: { type: 'rule', values: rules } } : {}),
  }
  const found = await page.evaluate((options) => window.axe?.run(document, options), options)
  if (!found) throw new Error('Axe did not run.')
  return told(found)
}

/** Remembers what is not shown at this size of the window, for `axeFaultsOfOtherSize`. */
export const rememberHidden = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.hidden = [...document.querySelectorAll('body *')].filter((element) => !element.checkVisibility())
  })

/**
 * What axe finds wrong on a page that was asked at another size and has grown since. Contrast, which takes two thirds of the
 * time, is asked only of what was not shown there: colours are the same at every size, which `pages-are-accessible` holds.
 */
export async function axeFaultsOfOtherSize(page: Page): Promise<string[]> {
  await bringAxe(page)
  const found = await page.evaluate(async () => {
    const { axe, hidden = [] } = window
    if (!axe) return undefined
    const resultTypes: RunOptions['resultTypes'] = ['violations']
    const shown = hidden.filter((element) => element.isConnected && element.checkVisibility())
    const newest = shown.filter(
      (element) => !shown.some((other) => other !== element && other.contains(element)),
    )
    const all = await axe.run(document, { resultTypes, rules: { 'color-contrast': { enabled: false } } })
    if (newest.length === 0) return [all]
    return [
      all,
      await axe.run(
        { include: newest },
        { resultTypes, runOnly: { type: 'rule', values: ['color-contrast'] } },
      ),
    ]
  })
  if (!found) throw new Error('Axe did not run.')
  return found.flatMap(told)
}
