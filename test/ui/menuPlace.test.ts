import { expect, test } from 'vitest'
import { menuPlace } from '~/ui/menuPlace'

const VIEW = { width: 390, height: 800 }
const MENU = { width: 160, height: 100 }

test.each([
  ['where somebody pressed', { x: 50, y: 60 }, { left: 50, top: 60 }],
  ['left of and above a press in the lower corner', { x: 380, y: 790 }, { left: 220, top: 690 }],
  ['below what opened it', { x: 20, y: 100, width: 44, height: 44 }, { left: 20, top: 148 }],
  [
    'above what opened it at the lower edge, its right edges in line',
    { x: 340, y: 750, width: 44, height: 44 },
    { left: 222, top: 646 },
  ],
  ['within the window, whatever was pressed', { x: -9, y: 900 }, { left: 8, top: 692 }],
])('a menu stands %s', (_, at, place) => expect(menuPlace(at, MENU, VIEW)).toEqual(place))

test('a menu that is higher than the window begins at its top', () => {
  expect(menuPlace({ x: 50, y: 400 }, { width: 160, height: 900 }, VIEW).top).toBe(8)
})
