/** A piece of XML that is safe to put into another. */
export type Xml = { readonly xml: string }

const escaped = (text: string): string =>
  text
    // Characters that XML 1.0 cannot carry at all.
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

type Attributes = Record<string, string | undefined>
export type Inside = Xml | string | null | undefined | readonly Inside[]

const inner = (inside: Inside): string => {
  if (inside === null || inside === undefined) return ''
  if (typeof inside === 'string') return escaped(inside)
  return 'xml' in inside ? inside.xml : inside.map(inner).join('')
}

/** One element. Attributes that are undefined are left out; texts are escaped. */
export function element(name: string, attributes: Attributes = {}, ...inside: Inside[]): Xml {
  const said = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(value)}"`],
  )
  const content = inside.map(inner).join('')
  return {
    xml: content === '' ? `<${name}${said.join('')}/>` : `<${name}${said.join('')}>${content}</${name}>`,
  }
}

/** A whole document. */
export const documentOf = (root: Xml): string => `<?xml version="1.0" encoding="UTF-8"?>\n${root.xml}`
