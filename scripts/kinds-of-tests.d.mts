export function testFiles(): string[]
export function filesAsked(words: string[]): string[]
export function kindOf(name: string): 'unit' | 'database' | 'browser'
export function needsDemonstration(name: string): boolean
