import type { Words } from './words'

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

export const en: Words = {
  lang: 'en',
  list: 'Messages',
  title: (name) => `Conversation with ${name}`,
  presence: {
    online: 'Online',
    offline: 'Offline',
    away: 'Customer service is offline, leave a message and they will reply',
  },
  roles: { MEMBER: 'Member', SALER: 'Customer service' },
  me: 'Me',
  loading: 'Loading messages',
  empty: { title: (name) => `Your conversation with ${name}`, hint: 'Send a message to start' },
  failed: {
    title: 'Messages cannot be shown yet',
    hint: 'They load by themselves once the connection is back',
    blocked: 'See the notice above for what to do',
  },
  unsupported: 'Unsupported message',
  unreadLine: 'New messages',
  topic: (topic) => {
    if (topic === null) return 'General conversation'
    if (topic.type === 'GOOD_CHAT') return `About product ${topic.id}`
    return topic.type === 'ORDER_CHAT' ? `About order ${topic.id}` : `About ${topic.type} ${topic.id}`
  },
  topicId: 'Copy the number',
  announce: (name, count, last) =>
    count === 1 ? `${name}: ${last}` : `${count} new messages from ${name}, the last: ${last}`,
  older: {
    more: 'Load older messages',
    loading: 'Loading',
    failed: 'Could not load, tap to retry',
    end: 'Beginning of the conversation',
  },
  toEnd: 'Jump to latest',
  unseen: (count) => (count === 1 ? '1 new message' : `${count} new messages`),
  search: {
    label: 'Search messages',
    failed: 'The search did not open, please try again',
  },
  composer: {
    label: 'Message',
    send: 'Send',
    left: (count) => (count === 1 ? '1 character left' : `${count} characters left`),
    over: (count) => `${count} too many, shorten the message to send it`,
  },
  status: {
    read: 'Read',
    unread: 'Unread',
    sending: 'Sending',
    slow: 'Slow to send, please wait',
    queued: 'Waiting for network',
    failed: 'Not sent',
    unknown: 'Confirming',
    perhaps: 'Perhaps not sent',
  },
  actions: {
    resend: 'Resend',
    edit: 'Edit',
    copy: 'Copy',
    copied: 'Copied',
    notCopied: 'Could not copy',
    remove: 'Delete',
    retry: 'Retry',
    sendAnyway: 'Send anyway',
    cancel: 'Cancel',
  },
  menu: { label: 'Message menu', quote: 'Quote', copyId: 'Copy message id' },
  fresh: {
    connecting: 'Connecting',
    now: 'Up to date',
    updating: 'Updating',
    behind: 'Catching up',
    gap: 'Some messages may be missing',
    until: (time) => `Messages until ${time}`,
    offlineUntil: (time) => `Offline, messages until ${time}`,
  },
  offline: 'Offline, retrying',
  crashed: {
    text: 'Something went wrong on this page, no message is lost',
    reload: 'Reload',
    copy: 'Copy diagnosis',
  },
  release: { text: 'New version, tap to reload', reload: 'Reload' },
  time: {
    today: 'HH:mm',
    yesterday: '[Yesterday] HH:mm',
    week: (weekday) => `[${weekdays[weekday] ?? ''}] HH:mm`,
    year: 'MMM D HH:mm',
    older: 'MMM D, YYYY HH:mm',
    full: 'MMM D, YYYY HH:mm:ss',
  },
}
