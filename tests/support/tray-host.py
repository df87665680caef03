#!/usr/bin/python3
"""The tray of a desktop, for tests: owns org.kde.StatusNotifierWatcher on the session bus and does what a person does.

Reads one JSON command a line ({"do": "items" | "tooltip" | "menu" | "click" | "activate", "label"?}), answers each with
one JSON line; says {"up": true} once it is on the bus. Needs python3-dbus and python3-gi.
"""
import json
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

WATCHER = 'org.kde.StatusNotifierWatcher'
ITEM = 'org.kde.StatusNotifierItem'
MENU = 'com.canonical.dbusmenu'
PROPERTIES = 'org.freedesktop.DBus.Properties'


class Watcher(dbus.service.Object):
    def __init__(self, bus):
        super().__init__(bus, '/StatusNotifierWatcher')
        self.bus = bus
        self.items = []
        bus.add_signal_receiver(self.owner_changed, 'NameOwnerChanged', 'org.freedesktop.DBus')

    def owner_changed(self, name, _old, new):
        if not new:
            self.items = [item for item in self.items if name not in (item[0], item[2])]

    @dbus.service.method(WATCHER, in_signature='s', sender_keyword='sender')
    def RegisterStatusNotifierItem(self, service, sender=None):
        item = (sender, str(service), sender) if service.startswith('/') else (str(service), '/StatusNotifierItem', sender)
        self.items.append(item)
        self.StatusNotifierItemRegistered(item[0] + item[1])

    @dbus.service.method(WATCHER, in_signature='s')
    def RegisterStatusNotifierHost(self, _service):
        pass

    @dbus.service.signal(WATCHER, signature='s')
    def StatusNotifierItemRegistered(self, _item):
        pass

    @dbus.service.method(PROPERTIES, in_signature='ss', out_signature='v')
    def Get(self, interface, name):
        return self.GetAll(interface)[name]

    @dbus.service.method(PROPERTIES, in_signature='s', out_signature='a{sv}')
    def GetAll(self, _interface):
        return {
            'RegisteredStatusNotifierItems': dbus.Array([name + path for name, path, _ in self.items], signature='s'),
            'IsStatusNotifierHostRegistered': True,
            'ProtocolVersion': dbus.Int32(0),
        }

    # ---- what a person does ----

    def item(self):
        if not self.items:
            raise LookupError('no item in the tray')
        return self.items[-1]

    def item_property(self, name):
        service, path, _ = self.item()
        return dbus.Interface(self.bus.get_object(service, path), PROPERTIES).Get(ITEM, name)

    def menu_object(self):
        return dbus.Interface(self.bus.get_object(self.item()[0], self.item_property('Menu')), MENU)

    def entries(self):
        _revision, (_id, _properties, children) = self.menu_object().GetLayout(0, -1, dbus.Array([], signature='s'))
        return [
            {
                'id': int(child[0]),
                'label': str(child[1].get('label', '')).replace('_', ''),
                'enabled': bool(child[1].get('enabled', True)),
                'separator': child[1].get('type') == 'separator',
            }
            for child in children
        ]

    def do(self, command):
        act = command['do']
        if act == 'items':
            return len(self.items)
        if act == 'tooltip':
            _icon, _pixmaps, title, text = self.item_property('ToolTip')
            return (str(title) + '\n' + str(text)).strip()
        if act == 'icon':
            return max((int(width) for width, _height, _data in self.item_property('IconPixmap')), default=0)
        if act == 'menu':
            return [entry for entry in self.entries() if not entry['separator']]
        if act == 'click':
            entry = next(entry for entry in self.entries() if entry['label'] == command['label'])
            if not entry['enabled']:
                raise PermissionError(command['label'] + ' is greyed out')
            # No answer is awaited: after "Quit" there is nobody to give one.
            self.menu_object().Event(entry['id'], 'clicked', dbus.Int32(0), dbus.UInt32(0), ignore_reply=True)
            return True
        if act == 'activate':
            service, path, _ = self.item()
            dbus.Interface(self.bus.get_object(service, path), ITEM).Activate(0, 0)
            return True
        raise ValueError(act)


def answer(value):
    print(json.dumps(value), flush=True)


def main():
    DBusGMainLoop(set_as_default=True)
    bus = dbus.SessionBus()
    loop = GLib.MainLoop()
    watcher = Watcher(bus)
    name = dbus.service.BusName(WATCHER, bus, do_not_queue=True)

    def on_line(stream, _condition):
        line = stream.readline()
        if not line:
            loop.quit()
            return False
        try:
            answer({'value': watcher.do(json.loads(line))})
        except Exception as error:  # the test shows it
            answer({'error': type(error).__name__ + ': ' + str(error)})
        return True

    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, on_line)
    answer({'up': True, 'name': name.get_name()})
    loop.run()


main()
