import { lazy } from 'react'
import type { Over, OverProps } from './Stage'
import { chooseOf, choosePictures, press, write } from './steps'

/** An exhibit of one of the files beside this one, which comes as it is shown. */
const later = <Name extends string>(
  load: () => Promise<Readonly<Record<Name, (props: OverProps) => unknown>>>,
  name: Name,
) => lazy(() => load().then((module) => ({ default: module[name] as (props: OverProps) => null })))

const talk = () => import('./TalkExhibits')
const sheets = () => import('./DeskSheets')

const Box = later(talk, 'BoxExhibit')
const REPLIES = '[data-quick-replies]'

/** What lies over the page, or stands at its end: each on a page of its own. */
export const overs: readonly Over[] = [
  {
    name: 'composer',
    Show: later(talk, 'ComposerExhibit'),
    steps: [choosePictures('form:last-of-type input[type=file]')],
    // what is no picture is found out last
    shown: 'form:last-of-type [role=status] li',
  },
  { name: 'menu of a message', Show: later(talk, 'MenuExhibit'), shown: '[role=menu]' },
  { name: 'viewer', Show: later(talk, 'ViewerExhibit'), shown: '[role=dialog] img' },
  {
    name: 'search',
    Show: later(talk, 'SearchExhibit'),
    steps: [write('input[type=search]', { 'zh-CN': '发货', en: 'order' })],
    shown: '[data-hit]',
  },
  {
    name: 'emoji',
    Show: Box,
    steps: [press('form button[aria-expanded]:not([aria-haspopup])')],
    shown: '[data-emoji]',
  },
  { name: 'quick replies', device: 'pc', Show: Box, steps: [press(REPLIES)], shown: '[role=option]' },
  {
    name: 'variables of a quick reply',
    device: 'pc',
    Show: Box,
    steps: [press(REPLIES), chooseOf('[role=listbox]', /\{.+\{/)],
    shown: 'form [role=group] input',
  },
  {
    name: 'manager of quick replies',
    device: 'pc',
    Show: later(sheets, 'ManagerExhibit'),
    shown: '[role=dialog] li',
  },
  { name: 'settings of alerts', device: 'pc', Show: later(sheets, 'AlertsExhibit'), shown: '[role=dialog]' },
  { name: 'shortcuts', device: 'pc', Show: later(sheets, 'ShortcutsExhibit'), shown: '[role=dialog] kbd' },
]
