# SPDX-License-Identifier: Apache-2.0
"""A Modbus server by pymodbus: prints its port, then does what its input says: "input 0 215", "holding 3 1", "stop"."""
import asyncio
import sys
import types

# Serial lines are not what is tried here; without this pymodbus would want their packages too.
sys.modules["serial"] = types.ModuleType("serial")
sys.modules["serial_asyncio"] = types.ModuleType("serial_asyncio")
sys.modules["serial_asyncio"].create_serial_connection = None

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server.async_io import ModbusTcpServer
from pymodbus.transaction import ModbusRtuFramer, ModbusSocketFramer

FUNCTIONS = {"coil": 1, "discrete": 2, "holding": 3, "input": 4}


async def main(framing):
    tables = [ModbusSequentialDataBlock(0, [0] * 40) for _ in range(4)]
    device = ModbusSlaveContext(di=tables[0], co=tables[1], hr=tables[2], ir=tables[3], zero_mode=True)
    framer = ModbusRtuFramer if framing == "rtu" else ModbusSocketFramer
    server = ModbusTcpServer(
        ModbusServerContext(slaves={7: device}, single=False), framer=framer, address=("127.0.0.1", 0))
    serving = asyncio.ensure_future(server.serve_forever())
    await server.serving
    print(server.server.sockets[0].getsockname()[1], flush=True)
    loop = asyncio.get_running_loop()
    while True:
        words = (await loop.run_in_executor(None, sys.stdin.readline)).split()
        if not words or words[0] == "stop":
            break
        function, address = FUNCTIONS[words[1]], int(words[2])
        if words[0] == "set":
            device.setValues(function, address, [int(word) for word in words[3:]])
        print(*[int(value) for value in device.getValues(function, address, int(words[3]) if words[0] == "get" else 1)],
              flush=True)
    serving.cancel()


asyncio.run(main(sys.argv[1]))
