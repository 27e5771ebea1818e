import { expect, test } from 'vitest'
import { asPercent, pixelsOf, rectanglesTyped } from './rules.ts'

const row = (number: number, [left, top, width, height]: [string, string, string, string]) => ({
  [`cover.${number}.left`]: left,
  [`cover.${number}.top`]: top,
  [`cover.${number}.width`]: width,
  [`cover.${number}.height`]: height,
})

test('rows become rectangles in thousandths, in the order of their numbers, cut at the edges of the photo', () => {
  const typed = {
    ...row(10, ['50', '99,9', '60', '5']),
    ...row(2, ['0', '12,5', '0,1', '100']),
    'cover.x.left': '1',
    other: '3',
  }

  expect(rectanglesTyped(typed)).toEqual({
    rectangles: [
      { x: 0, y: 125, width: 1, height: 875 },
      { x: 500, y: 999, width: 500, height: 1 },
    ],
    wrong: [],
  })
})

test('a blank row is none; one that is blank by half or outside of the photo is wrong in those parts', () => {
  const typed = {
    ...row(0, [' ', '', '', '']),
    ...row(1, ['10', '', '20', 'x']),
    ...row(2, ['100', '-1', '0', '101']),
    ...row(3, ['1', '1', '1', '1']),
  }

  expect(rectanglesTyped(typed)).toEqual({
    rectangles: [{ x: 10, y: 10, width: 10, height: 10 }],
    wrong: [
      { row: 1, part: 'top' },
      { row: 1, part: 'height' },
      { row: 2, part: 'left' },
      { row: 2, part: 'top' },
      { row: 2, part: 'width' },
      { row: 2, part: 'height' },
    ],
  })
})

test('thousandths are typed again as percent', () => {
  expect([asPercent(125), asPercent(1000), asPercent(1)]).toEqual(['12.5', '100', '0.1'])
})

test('the pixels of a rectangle are rather more than less, at least one, and inside of the picture', () => {
  expect(pixelsOf({ x: 333, y: 500, width: 100, height: 1 }, 100, 10)).toEqual({
    left: 33,
    top: 5,
    width: 11,
    height: 1,
  })
  expect(pixelsOf({ x: 999, y: 999, width: 1, height: 1 }, 100, 10)).toEqual({
    left: 99,
    top: 9,
    width: 1,
    height: 1,
  })
  expect(pixelsOf({ x: 0, y: 0, width: 1000, height: 1000 }, 100, 10)).toEqual({
    left: 0,
    top: 0,
    width: 100,
    height: 10,
  })
  expect(pixelsOf({ x: 1000, y: 1000, width: 0, height: 0 }, 100, 10)).toEqual({
    left: 99,
    top: 9,
    width: 1,
    height: 1,
  })
})
