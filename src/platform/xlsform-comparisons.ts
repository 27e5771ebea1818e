// Reads the part of the expressions of XLSForm that our forms can say: comparisons that must all hold.

import { type Token, tokensOf } from '#platform/xpath-tokens'

/** What is compared: the answer to a question, or the size of it. `self` is the answer that a constraint limits. */
type Subject = { of: string | 'self'; how: 'value' | 'length' | 'chosen' | 'rows' | 'people' }
export type Compared = { subject: Subject; operator: string; value: string | number }

/** Reads `a = 'x' and (b >= 3 and selected(c, 'y'))`. Throws nothing: `undefined` says that it cannot be said here. */
class Reading {
  private at = 0
  private readonly tokens: Token[]

  constructor(tokens: Token[]) {
    this.tokens = tokens
  }

  whole(): Compared[] | undefined {
    const read = this.all()
    return this.at === this.tokens.length ? read : undefined
  }

  private all(): Compared[] | undefined {
    const list: Compared[] = []
    do {
      const part = this.take('(') ? this.closed(this.all()) : this.comparison()
      if (!part) return undefined
      list.push(...part)
    } while (this.word('and'))
    return list
  }

  private closed(inside: Compared[] | undefined): Compared[] | undefined {
    return this.take(')') ? inside : undefined
  }

  private comparison(): Compared[] | undefined {
    if (this.word('selected')) return this.selected()
    const subject = this.subject()
    const operator = subject && this.next('sign')?.text
    const value = operator === undefined ? undefined : this.value()
    if (!subject || !operator || value === undefined || !['=', '!=', '>=', '<=', '>', '<'].includes(operator))
      return undefined
    return [{ subject, operator, value }]
  }

  private selected(): Compared[] | undefined {
    if (!this.take('(')) return undefined
    const of = this.next('ref')?.text
    if (!of || !this.take(',')) return undefined
    const value = this.next('text')?.text
    return value !== undefined && this.take(')')
      ? [{ subject: { of, how: 'value' }, operator: 'selected', value }]
      : undefined
  }

  private subject(): Subject | undefined {
    const functions = { 'string-length': 'length', 'count-selected': 'chosen', count: 'rows' } as const
    for (const [name, how] of Object.entries(functions))
      if (this.word(name)) {
        const of = this.take('(') ? this.ref() : undefined
        return of && this.take(')') ? { of, how } : undefined
      }
    if (this.word('concat')) {
      const pair = this.take('(') ? this.pair(',') : undefined
      return pair && this.take(')') ? { of: pair, how: 'people' } : undefined
    }
    const start = this.at
    const pair = this.pair('+')
    if (pair) return { of: pair, how: 'people' }
    this.at = start
    const of = this.ref()
    return of ? { of, how: 'value' } : undefined
  }

  /** The women and the men of one question, which XLSForm knows as two. */
  private pair(sign: '+' | ','): string | undefined {
    const women = this.next('ref')?.text
    const men = women?.endsWith('_female') && this.take(sign) ? this.next('ref')?.text : undefined
    const of = women?.replace(/_female$/, '')
    return of !== undefined && men === `${of}_male` ? of : undefined
  }

  private ref(): string | undefined {
    return this.take('.') ? 'self' : this.next('ref')?.text
  }

  private value(): string | number | undefined {
    if (this.word('date')) {
      const day = this.take('(') ? this.next('text')?.text : undefined
      return this.take(')') ? day : undefined
    }
    const number = this.next('number')
    return number ? Number(number.text) : this.next('text')?.text
  }

  private next(kind: Token['kind']): Token | undefined {
    const token = this.tokens[this.at]
    if (token?.kind !== kind) return undefined
    this.at += 1
    return token
  }

  private take(sign: string): boolean {
    const token = this.tokens[this.at]
    if (token?.kind !== 'sign' || token.text !== sign) return false
    this.at += 1
    return true
  }

  private word(word: string): boolean {
    const token = this.tokens[this.at]
    if (token?.kind !== 'word' || token.text !== word) return false
    this.at += 1
    return true
  }
}

/** All comparisons of an expression that must hold together; undefined where it says more than our forms can. */
export const compared = (text: string): Compared[] | undefined => {
  const tokens = tokensOf(text)
  return tokens && new Reading(tokens).whole()
}
