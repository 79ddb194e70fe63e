import Commands

BaKhong.start()
