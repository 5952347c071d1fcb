import { defineSource } from '../define'

const names = [
  'geolocation',
  'notifications',
  'camera',
  'microphone',
  'persistent-storage',
  'push',
  'midi',
  'clipboard-read',
  'accelerometer',
  'background-sync',
  'local-fonts',
  'storage-access',
]

/**
 * States only: a query never asks the user. `Notification` is what the older interface says, which
 * contradicts the query in some automated browsers.
 */
export const permissions = defineSource('permissions', async () => {
  if (!navigator.permissions?.query) return undefined
  const states: Record<string, string> = {}
  await Promise.all(
    names.map(async (name) => {
      try {
        // The DOM library knows fewer names than browsers do.
        const status = await navigator.permissions.query({ name: name as PermissionName })
        states[name] = status.state
      } catch (error) {
        // TypeError: this browser does not know the name. DOMException: not in this document.
        if (!(error instanceof TypeError || error instanceof DOMException)) throw error
      }
    }),
  )
  if (typeof Notification === 'function') states.Notification = Notification.permission
  return states
})
