package org.cardroom.agent.reader;

import com.sun.jna.Library;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.NativeLongByReference;

/** The functions of pcsc-lite that read a reader's attributes (winscard.h, reader.h). Its DWORD is a C long. */
interface PcscLiteLibrary extends Library {
    /** Text. */
    int SCARD_ATTR_VENDOR_IFD_SERIAL_NO = 0x00010103;

    /** Four bytes, little-endian. */
    int SCARD_ATTR_CHANNEL_ID = 0x00020110;

    /** Connects the reader, with or without a card. */
    int SCARD_SHARE_DIRECT = 3;

    int SCARD_SCOPE_SYSTEM = 2;

    NativeLong SCardEstablishContext(
            NativeLong scope, Pointer reserved1, Pointer reserved2, NativeLongByReference context);

    NativeLong SCardReleaseContext(NativeLong context);

    NativeLong SCardConnect(
            NativeLong context,
            String reader,
            NativeLong share,
            NativeLong protocols,
            NativeLongByReference card,
            NativeLongByReference protocol);

    NativeLong SCardGetAttrib(NativeLong card, NativeLong id, byte[] value, NativeLongByReference length);

    NativeLong SCardDisconnect(NativeLong card, NativeLong disposition);
}
