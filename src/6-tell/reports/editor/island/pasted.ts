/** Marks that Word writes for itself, and what a text of ours has no use for. */
const unwanted =
  'style, script, meta, link, title, xml, o\\:p, [data-bullet], img, svg, object, iframe, input, button'

/** HTML without its comments and without what no reader sees, in one pass. */
function withoutHidden(html: string): string {
  let kept = ''
  let until: string | undefined
  for (const part of html.split(/(<!--|-->|<\/?(?:style|script|xml|title)(?=[\s>]))/i)) {
    const mark = part.toLowerCase()
    if (until === undefined && mark === '<!--') until = '-->'
    else if (until === undefined && /^<(?:style|script|xml|title)$/.test(mark)) until = `</${mark.slice(1)}`
    else if (until === undefined) kept += part
    // Of an element its last sign is left over.
    else if (mark === until) until = until === '-->' ? undefined : '>'
    else if (until === '>') {
      kept += part.slice(part.indexOf('>') + 1)
      until = undefined
    }
  }
  return kept
}

/** What pasted HTML says, as paragraphs, headings and items, without the dress in which Word and web pages send it. */
export function cleanHtml(html: string): string {
  const bare = withoutHidden(html)
    // A style breaks the content security policy as soon as it is parsed. Only one of them says something.
    .replace(/\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, (style) =>
      /mso-list:\s*ignore/i.test(style) ? ' data-bullet' : '',
    )
  const page = new DOMParser().parseFromString(bare, 'text/html')
  for (const element of page.querySelectorAll(unwanted)) element.remove()
  for (const row of page.querySelectorAll('tr')) {
    const cells = [...row.querySelectorAll('td, th')].map((cell) => wordsOf(cell)).filter(Boolean)
    row.replaceWith(paragraph(page, cells.join('; ')))
  }
  for (const table of page.querySelectorAll('table, thead, tbody, tfoot'))
    table.replaceWith(...table.childNodes)
  for (const listed of page.querySelectorAll('p[class*="MsoList"]')) {
    const item = page.createElement('li')
    item.append(...listed.childNodes)
    listed.replaceWith(item)
  }
  for (const feed of page.querySelectorAll('br')) feed.replaceWith(' ')
  for (const block of page.querySelectorAll('p, li, h1, h2, h3, h4, h5, h6'))
    if (!block.querySelector('[data-live], p, li') && wordsOf(block) === '') block.remove()
    else for (const text of textsIn(block)) text.data = text.data.replace(/[\s ]+/g, ' ')
  return page.body.innerHTML
}

const wordsOf = (element: Element): string => (element.textContent ?? '').replace(/[\s ]+/g, ' ').trim()

function paragraph(page: Document, words: string): HTMLElement {
  const made = page.createElement('p')
  made.textContent = words
  return made
}

function textsIn(element: Element): Text[] {
  return [...element.childNodes].flatMap((child) =>
    child instanceof Text || child.nodeType === 3
      ? [child as Text]
      : child.nodeType === 1
        ? textsIn(child as Element)
        : [],
  )
}
